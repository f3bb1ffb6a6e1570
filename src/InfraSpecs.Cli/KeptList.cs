using System.Globalization;

namespace InfraSpecs.Cli;

/// <summary>A thing on an engine.</summary>
/// <param name="Name">Kind and name.</param>
/// <param name="Bytes">What it takes on disk; null where the engine does not say.</param>
/// <param name="Age">How old it is, or how long ago it was used, in words; null where nobody knows.</param>
/// <param name="State">"kept", "removed", "goes", "in use", or "stays: …".</param>
internal sealed record KeptThing(string Name, long? Bytes, string? Age, string State);

/// <summary>Things of one sort, as lines of a table under a heading.</summary>
/// <param name="Heading">What they are.</param>
/// <param name="Things">The things.</param>
internal sealed record KeptList(string Heading, IReadOnlyList<KeptThing> Things)
{
    private static readonly (double Bytes, string Unit)[] Units = [(1e9, "GB"), (1e6, "MB"), (1e3, "kB")];

    public async Task WriteAsync(TextWriter output)
    {
        await output.WriteLineAsync($"{Heading}: {TotalOf(Things)}");
        foreach (var it in Things)
            await output.WriteLineAsync($"  {it.State,-8} {(it.Bytes is { } bytes ? Size(bytes) : "?"),8}  {it.Age ?? "of unknown age",-18} {it.Name}");
    }

    /// <summary>"3, 240 MB"; of those whose size is known.</summary>
    public static string TotalOf(IReadOnlyList<KeptThing> things)
    {
        var unknown = things.Count(it => it.Bytes is null);
        return things.Count == 0 ? "none"
            : unknown == things.Count ? $"{things.Count}"
            : $"{things.Count}, {Size(things.Sum(it => it.Bytes ?? 0))}{(unknown == 0 ? "" : $" and {unknown} of unknown size")}";
    }

    public static string Size(long bytes)
    {
        foreach (var (unit, name) in Units)
        {
            if (bytes >= unit) return string.Create(CultureInfo.InvariantCulture, $"{bytes / unit:0.#} {name}");
        }

        return $"{bytes} B";
    }

    /// <summary>"5 days", "3 h", "12 min".</summary>
    public static string Age(TimeSpan age) =>
        age < TimeSpan.FromMinutes(1) ? "less than 1 min"
        : age < TimeSpan.FromHours(1) ? $"{(int)age.TotalMinutes} min"
        : age < TimeSpan.FromDays(2) ? $"{(int)age.TotalHours} h"
        : $"{(int)age.TotalDays} days";
}
