using System.Globalization;

namespace InfraSpecs.Benchmarks;

/// <summary>When something was measured, and on how busy a machine.</summary>
/// <param name="Begun">When it began, in UTC.</param>
/// <param name="Busy">The share of all cores' time that others worked in the second before, from 0 to 1.</param>
internal sealed record Circumstances(DateTimeOffset Begun, double Busy)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Looks for a second, in which this process waits. Not while something is measured: what that costs the machine is no circumstance.</summary>
    public static async Task<Circumstances> ReadAsync(CancellationToken token)
    {
        var (busy, all) = await TimesAsync(token);
        await Task.Delay(Look, TimeProvider.System, token);
        var (busyNow, allNow) = await TimesAsync(token);
        return new Circumstances(TimeProvider.System.GetUtcNow(), Math.Round((double)(busyNow - busy) / Math.Max(1, allNow - all), 2));
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Begun:yyyy-MM-dd HH:mm}, {Busy:0 %} busy");

    /// <summary>The first line of /proc/stat: user, nice, system, idle, iowait, … of all cores, in ticks (proc_stat(5)).</summary>
    private static async Task<(long Busy, long All)> TimesAsync(CancellationToken token)
    {
        var line = (await File.ReadAllLinesAsync("/proc/stat", token))[0];
        long[] ticks = [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8).Select(it => long.Parse(it, CultureInfo.InvariantCulture))];
        var all = ticks.Sum();
        return (all - ticks[3] - ticks[4], all);
    }
}
