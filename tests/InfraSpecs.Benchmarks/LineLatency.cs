using System.Globalization;
using DotNet.Testcontainers.Builders;
using Microsoft.Extensions.Logging.Abstractions;

namespace InfraSpecs.Benchmarks;

/// <summary>
/// From a line's writing in a container to the return of the wait for it. The line carries the time of its writing, so this needs an
/// engine on this machine's clock.
/// </summary>
internal static class LineLatency
{
    private const int Lines = 100;
    private const int Starts = 8;

    public static async Task<IReadOnlyList<Row>> RunAsync(Engine engine, CancellationToken token)
    {
        var image = await engine.Images.GetAsync("base", token);
        var testcontainers = await TestcontainersAsync(image);
        var output = await OursAsync(engine, image, null, token);
        var file = await OursAsync(engine, image, "/tmp/log", token);
        return [.. Rows("output", output, testcontainers), .. Rows("a file", file, testcontainers)];
    }

    private static IEnumerable<Row> Rows(string where, Samples ours, Samples floor)
    {
        var note = $"{ours.Count} lines, 50 ms apart; beside UntilMessageIsLogged of Testcontainers, {floor.Count} starts";
        yield return new($"line written to {where} -> wait returns, median", ours.Median, floor.Median, "ms", "<= 30 ms", ours.Median <= 30, note);
        yield return new($"line written to {where} -> wait returns, 95th percentile", ours.Percentile(95), floor.Percentile(95), "ms", "<= 150 ms", ours.Percentile(95) <= 150, note);
    }

    private static async Task<Samples> OursAsync(Engine engine, string image, string? file, CancellationToken token)
    {
        var redirect = file is null ? "" : $" >> {file}";
        var script = $"for i in $(seq {Lines}); do sleep 0.05; echo \"at $(date +%s%N)\"{redirect}; done; sleep 60";
        await using var container = await engine.StartAsync(engine.NewContainer(image, "bench").WithEntrypoint("bash", "-c", script), token);
        await using var log = file is null ? container.FollowOutput("^at ") : container.FollowFile(file, "^at ");
        var samples = new Samples();
        for (var count = 1; count <= Lines; count++)
        {
            var seen = await log.WaitForMatchesAsync(count, TimeSpan.FromSeconds(30), token);
            // Only the line that was waited for: others may have come in the meantime.
            if (seen.MatchCount == count) samples.Add(Since(seen.Matches[^1].Text));
        }

        return samples;
    }

    private static async Task<Samples> TestcontainersAsync(string image)
    {
        var samples = new Samples();
        for (var i = 0; i < Starts; i++)
        {
            var script = $"sleep 0.{3 + i}; echo \"at $(date +%s%N)\"; sleep 60";
            await using var container = new ContainerBuilder(image)
                .WithLogger(NullLogger.Instance)
                .WithEntrypoint("bash", "-c", script)
                .WithWaitStrategy(DotNet.Testcontainers.Builders.Wait.ForUnixContainer().UntilMessageIsLogged("^at "))
                .Build();
            await container.StartAsync();
            var returned = Now();
            samples.Add(Between((await container.GetLogsAsync(timestampsEnabled: false)).Stdout, returned));
        }

        return samples;
    }

    private static double Now() => (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;

    private static double Since(string line) => Between(line, Now());

    private static double Between(string line, double now) =>
        Math.Max(0, now - (double.Parse(line.Trim()[3..], CultureInfo.InvariantCulture) / 1e6));
}
