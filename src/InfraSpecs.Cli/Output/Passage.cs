namespace InfraSpecs.Cli;

/// <summary>What people see at a glance.</summary>
internal enum Tone
{
    Plain,
    Good,
    Heed,
    Bad,
}

/// <summary>What is in a field of a table.</summary>
internal readonly record struct Cell(string Text, Tone Tone = Tone.Plain);

/// <summary>A part of what a verb tells people: the lines that a pipe gets, and how a terminal shows them.</summary>
/// <param name="Lines">The lines.</param>
/// <param name="Tone">What they mean, where they are shown as lines.</param>
internal sealed record Passage(IReadOnlyList<string> Lines, Tone Tone = Tone.Plain)
{
    /// <summary>Its lines were told as they came (<see cref="VerbOutput.PassAsync"/>), and only a terminal shows them together.</summary>
    public bool WasTold { get; init; }

    /// <summary>Above the table; null for none.</summary>
    public string? Title { get; init; }

    /// <summary>The columns' names; empty of a table without.</summary>
    public IReadOnlyList<string> Head { get; init; } = [];

    /// <summary>A terminal shows these in place of the lines; empty where it shows the lines.</summary>
    public IReadOnlyList<IReadOnlyList<Cell>> Rows { get; init; } = [];

    public static Passage Of(string line, Tone tone = Tone.Plain) => new([line], tone);
}
