using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace InfraSpecs.Benchmarks;

/// <summary>What <c>./build.sh specs</c> costs beyond the specs, on a machine that is set up.</summary>
internal static partial class SpecsOverhead
{
    private const int Rounds = 3;

    public static async Task<IReadOnlyList<Row>> RunAsync(Engine engine, CancellationToken token)
    {
        _ = engine;
        await OnceAsync(token); // so that it is built
        Samples overhead = new(), own = new();
        for (var i = 0; i < Rounds; i++)
        {
            var (whole, specs) = await OnceAsync(token);
            overhead.Add((whole - specs).TotalSeconds);
            own.Add(specs.TotalSeconds);
        }

        return
        [
            new("./build.sh specs beyond the specs' own time, median", overhead.Median, own.Median, "s", "<= 15 s", overhead.Median <= 15,
                $"{Rounds} runs of the specs that wait for no clock, with the build; the floor is their own time"),
        ];
    }

    private static async Task<(TimeSpan Whole, TimeSpan Specs)> OnceAsync(CancellationToken token)
    {
        var started = TimeProvider.System.GetTimestamp();
        var start = new ProcessStartInfo("./build.sh", ["specs", "--filter-class", "*CronLifetimeSpecs"]) { RedirectStandardOutput = true };
        using var run = Process.Start(start)!;
        var output = await run.StandardOutput.ReadToEndAsync(token);
        await run.WaitForExitAsync(token);
        if (run.ExitCode != 0) throw new InvalidOperationException($"./build.sh specs failed:\n{output}");
        var duration = DurationLine().Matches(output)[^1];
        return (TimeProvider.System.GetElapsedTime(started), Time(duration));
    }

    private static TimeSpan Time(Match duration)
    {
        return new TimeSpan(0, 0, Part("m"), Part("s"), Part("ms"));

        int Part(string unit) => duration.Groups[unit] is { Success: true } part ? int.Parse(part.Value, CultureInfo.InvariantCulture) : 0;
    }

    [GeneratedRegex(@"duration:(?: (?<m>\d+)m)?(?: (?<s>\d+)s)?(?: (?<ms>\d+)ms)?")]
    private static partial Regex DurationLine();
}
