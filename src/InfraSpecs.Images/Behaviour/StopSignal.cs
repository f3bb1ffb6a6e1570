using System.Globalization;

namespace InfraSpecs.Images.Behaviour;

/// <summary>The signal that a stop begins with, as STOPSIGNAL names it: SIGQUIT, QUIT, 3, SIGRTMIN+3. The numbers are Linux's (signal(7)).</summary>
/// <param name="Name">As "SIGTERM".</param>
/// <param name="Number">0 of a name that is not known here.</param>
internal readonly record struct StopSignal(string Name, int Number)
{
    private const int Kill = 9;
    private const int FirstRealTime = 34;
    private const int LastRealTime = 64;

    private static readonly string[] Names =
    [
        "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP",
        "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
    ];

    public bool IsKill => Number == Kill;

    /// <summary>SIGTERM where none is named.</summary>
    public static StopSignal Of(string? name)
    {
        if (string.IsNullOrEmpty(name)) return new("SIGTERM", Array.IndexOf(Names, "TERM"));
        var bare = name.ToUpperInvariant() is ['S', 'I', 'G', .. var rest] ? rest : name.ToUpperInvariant();
        var number = Digits(bare) ?? (bare.StartsWith("RTM", StringComparison.Ordinal) ? RealTime(bare) : Math.Max(Array.IndexOf(Names, bare), 0));
        return new(number > 0 && number < Names.Length ? "SIG" + Names[number] : Digits(bare) is null ? "SIG" + bare : "signal " + bare, number);
    }

    private static int RealTime(string name) =>
        int.TryParse(name.Length > 5 ? name[5..] : "0", NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var offset)
            ? (name.StartsWith("RTMIN", StringComparison.Ordinal) ? FirstRealTime : LastRealTime) + offset
            : 0;

    private static int? Digits(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
