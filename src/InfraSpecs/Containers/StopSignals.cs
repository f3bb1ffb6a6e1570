using System.Globalization;

namespace InfraSpecs.Extensibility;

/// <summary>Signals by their names, as STOPSIGNAL has them: SIGQUIT, QUIT, 3, RTMIN+3. The numbers are Linux's.</summary>
public static class StopSignals
{
    internal const int Term = 15;

    private const int FirstRealTime = 34;
    private const int LastRealTime = 64;

    private static readonly string[] Names =
    [
        "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP",
        "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
    ];

    /// <summary>A signal's number; 15, SIGTERM's, where none is named, and 0 of a name that is not known.</summary>
    /// <param name="name">As an image has it, in capitals or not: "SIGQUIT", "QUIT", "3"; null or empty where it has none.</param>
    public static int Number(string? name)
    {
        if (string.IsNullOrEmpty(name)) return Term;
        var signal = Bare(name);
        if (Digits(signal) is { } number) return number <= LastRealTime ? number : 0;
        if (signal.StartsWith("RTMIN", StringComparison.Ordinal)) return RealTime(FirstRealTime, signal["RTMIN".Length..]);
        if (signal.StartsWith("RTMAX", StringComparison.Ordinal)) return RealTime(LastRealTime, signal["RTMAX".Length..]);
        return Math.Max(Array.IndexOf(Names, signal), 0);
    }

    /// <summary>A signal's name as people write it: "SIGQUIT" for "quit" and "3", "SIGRTMIN+3", "signal 40"; "SIGTERM" where none is named.</summary>
    /// <param name="name">As an image has it; null or empty where it has none.</param>
    public static string Name(string? name)
    {
        var number = Number(name);
        if (number > 0 && number < Names.Length) return "SIG" + Names[number];
        return Digits(name!) is null ? "SIG" + Bare(name!) : "signal " + name;
    }

    /// <summary>The signal that an exit code stands for, by the convention of 128 + n; null where it is none's.</summary>
    /// <param name="code">The exit code.</param>
    public static string? OfExitCode(long code) => code > 128 && code < 128 + Names.Length ? "SIG" + Names[code - 128] : null;

    private static string Bare(string name) => name.ToUpperInvariant() is ['S', 'I', 'G', .. var rest] ? rest : name.ToUpperInvariant();

    private static int RealTime(int from, string offset) => offset switch
    {
        "" => from,
        ['+', .. var more] when Digits(more) is { } by => from + by,
        ['-', .. var less] when Digits(less) is { } by => from - by,
        _ => 0,
    };

    private static int? Digits(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
