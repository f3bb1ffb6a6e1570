namespace InfraSpecs.Images;

/// <summary>A process in a container of an image, as /proc shows it inside (proc(5)).</summary>
/// <param name="Id">Its process id inside; 1 is the main process.</param>
/// <param name="ParentId">Its parent's; 0 where that is outside, as of what is executed in the container.</param>
/// <param name="Name">The kernel's name of it, of at most 15 characters.</param>
/// <param name="Program">The program's file; "" where it cannot be seen, as of a zombie.</param>
/// <param name="Words">Its command line, word by word, as the process has it now; empty of a zombie.</param>
public sealed record ImageProcess(int Id, int ParentId, string Name, string Program, IReadOnlyList<string> Words)
{
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
