namespace InfraSpecs.Cli;

/// <summary>A thing on an engine.</summary>
/// <param name="Name">Kind and name.</param>
/// <param name="Bytes">What it takes on disk; null where the engine does not say.</param>
/// <param name="Since">When it was made, or last used; null where nobody knows.</param>
/// <param name="Age">How old it is, or how long ago it was used, in words; null where nobody knows.</param>
/// <param name="State">"kept", "removed", "goes", "in use", or "stays: …".</param>
internal sealed record KeptThing(string Name, long? Bytes, DateTimeOffset? Since, string? Age, string State);

/// <summary>Things of one sort, as lines of a table under a heading.</summary>
/// <param name="Heading">What they are.</param>
/// <param name="Things">The things.</param>
internal sealed record KeptList(string Heading, IReadOnlyList<KeptThing> Things)
{
    public IEnumerable<string> Lines() => Things
        .Select(it => $"  {it.State,-8} {(it.Bytes is { } bytes ? Amounts.Size(bytes) : "?"),8}  {it.Age ?? "of unknown age",-18} {it.Name}")
        .Prepend($"{Heading}: {TotalOf(Things)}");

    public Passage Shown() => new([.. Lines()])
    {
        Title = $"{Heading}: {TotalOf(Things)}", Head = ["STATE", "SIZE", "AGE", "NAME"],
        Rows = [.. Things.Select(it => new Cell[] { new(it.State, ToneOf(it.State)), new(it.Bytes is { } bytes ? Amounts.Size(bytes) : "?"), new(it.Age ?? "of unknown age"), new(it.Name) })],
    };

    private static Tone ToneOf(string state) => state.StartsWith("stays: ", StringComparison.Ordinal) ? Tone.Bad : state is "removed" or "goes" ? Tone.Heed : Tone.Plain;

    public IEnumerable<object> Described() => Things.Select(it => new { it.Name, SizeBytes = it.Bytes, Since = it.Since?.UtcDateTime, it.State });

    /// <summary>"3, 240 MB"; of those whose size is known.</summary>
    public static string TotalOf(IReadOnlyList<KeptThing> things)
    {
        var unknown = things.Count(it => it.Bytes is null);
        return things.Count == 0 ? "none"
            : unknown == things.Count ? $"{things.Count}"
            : $"{things.Count}, {Amounts.Size(things.Sum(it => it.Bytes ?? 0))}{(unknown == 0 ? "" : $" and {unknown} of unknown size")}";
    }
}
