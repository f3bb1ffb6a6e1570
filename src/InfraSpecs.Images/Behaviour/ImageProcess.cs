namespace InfraSpecs.Images;

/// <summary>A process in a container of an image, as /proc shows it inside (proc(5)).</summary>
public sealed record ImageProcess
{
    /// <summary>Its process id inside; 1 is the main process.</summary>
    public required int Id { get; init; }

    /// <summary>Its parent's; 0 where that is outside, as of what is executed in the container.</summary>
    public required int ParentId { get; init; }

    /// <summary>The kernel's name of it, of at most 15 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The program's file; "" where it cannot be seen, as of a zombie.</summary>
    public required string Program { get; init; }

    /// <summary>Its command line, word by word, as the process has it now; empty of a zombie.</summary>
    public required IReadOnlyList<string> Words { get; init; }

    private const int LongestShown = 120;

    /// <summary>It has ended, and its parent has not asked how.</summary>
    public bool IsZombie { get; init; }

    /// <summary>The command line without secrets, cut where it is long; the name in brackets where there is none.</summary>
    public string CommandLine => Words.Count == 0 ? $"[{Name}]" : Cut(CommandText.WithoutSecrets(string.Join(' ', Words)).ReplaceLineEndings(" ").TrimEnd());

    /// <summary>In ticks of the machine's clock: with the id it tells one process from another.</summary>
    internal ulong Start { get; init; }

    internal SignalMasks Signals { get; init; }

    private static string Cut(string text) => text.Length <= LongestShown ? text : text[..LongestShown] + "…";
}

/// <summary>What a process does with signals: bit n - 1 is signal n.</summary>
internal readonly record struct SignalMasks(ulong Blocked, ulong Ignored, ulong Caught)
{
    /// <summary>A handler is called for it, or the process fetches it (signalfd, sigwait).</summary>
    public bool Takes(int signal) => Has(Caught | Blocked, signal);

    public bool Catches(int signal) => Has(Caught, signal);

    public bool Ignores(int signal) => Has(Ignored, signal);

    private static bool Has(ulong mask, int signal) => signal is > 0 and <= 64 && (mask >> (signal - 1) & 1) == 1;
}
