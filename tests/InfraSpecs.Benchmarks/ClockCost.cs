using System.Globalization;

namespace InfraSpecs.Benchmarks;

/// <summary>What a process pays for asking the time where its container has a clock of its own, and what without one.</summary>
internal static class ClockCost
{
    private const double Goal = 15;
    private const int Calls = 200_000;
    private const int FloorCalls = 20_000_000; // the machine's uptime has hundredths of seconds only

    public static async Task<IReadOnlyList<Row>> RunAsync(Engine engine, CancellationToken token)
    {
        var image = await engine.Images.GetAsync("base", token);
        var builder = engine.NewContainer(image, "bench").WithCommand("sleep", "999999999");
        await using var plain = await engine.StartAsync(builder, token);
        await using var clock = await ContainerClock.StartAsync(
            engine, engine.NewContainer(image, "bench").WithCommand("sleep", "999999999"), new ContainerClockOptions { StartAt = new DateTimeOffset(2028, 2, 29, 0, 0, 0, TimeSpan.Zero) }, token);
        Samples ours = new(), floor = new();
        for (var round = 0; round < 5; round++)
        {
            floor.Add(await MeasureAsync(plain, FloorCalls));
            ours.Add(await MeasureAsync(clock.Container, Calls));
        }

        var cost = ours.Median - floor.Median;
        return [new("clock call in a container with a clock of its own", ours.Median, floor.Median, "µs", $"< {Goal} µs more", cost < Goal, $"perl's time, {Calls:N0} calls, median of five; floor: the same without a clock of its own")];

        async Task<double> MeasureAsync(Container container, int calls)
        {
            var outcome = await container.ExecAsync(["perl", "-e", Script(calls)], token);
            return double.Parse(outcome.Output, CultureInfo.InvariantCulture);
        }
    }

    // Timed by the machine's own uptime, which stays real.
    private static string Script(int calls) =>
        $"sub up {{ open my $f, '<', '/proc/uptime'; return (split / /, <$f>)[0] }} my $b = up; for (1..{calls}) {{ time }} printf '%.3f', (up() - $b) * 1e6 / {calls};";
}
