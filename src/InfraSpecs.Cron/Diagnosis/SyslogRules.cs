using System.Text.RegularExpressions;

namespace InfraSpecs.Cron;

/// <summary>
/// What cron said when it refused a crontab: log_it and crontab_error in Debian's database.c and user.c, and their like in cronie. The files
/// mostly tell why in better words; then what cron said only confirms it.
/// </summary>
internal static partial class SyslogRules
{
    /// <summary>A refusal that cron logged.</summary>
    /// <param name="Fault">As near as cron says it.</param>
    /// <param name="File">The crontab.</param>
    /// <param name="Text">What cron said.</param>
    /// <param name="Sentence">What that means.</param>
    internal sealed record Refusal(CronFault Fault, string File, string Text, string Sentence);

    private const string WrongLine = "it does not understand one of its lines";

    private static readonly (string Said, CronFault Fault, string Why)[] Reasons =
    [
        ("INSECURE MODE", CronFault.InsecureMode, "others may write it, or its mode is not 0600"),
        ("BAD FILE MODE", CronFault.InsecureMode, "its mode is not one that cron trusts"),
        ("WRONG FILE OWNER", CronFault.WrongOwner, "it belongs to the wrong user"),
        ("WRONG SYMLINK OWNER", CronFault.WrongOwner, "it is a symbolic link that belongs to the wrong user"),
        ("NUMBER OF HARD LINKS > 1", CronFault.HardLinked, "the file has a second name (a hard link)"),
        ("BAD LINK COUNT", CronFault.HardLinked, "the file has a second name (a hard link)"),
        ("CAN'T OPEN", CronFault.CannotOpen, "it cannot be opened"),
        ("NOT A REGULAR FILE", CronFault.CannotOpen, "it is no regular file"),
        ("NOT REGULAR", CronFault.CannotOpen, "it is no regular file"),
        ("ORPHAN", CronFault.UserUnknown, "there is no such user"),
        ("ERROR (Missing newline before EOF", CronFault.NoFinalNewline, "its last line does not end with a newline"),
        ("ERROR (crontab must not be longer", CronFault.TooManyLines, "it has more lines than cron reads"),
        ("ERROR (Syntax error", CronFault.CrontabRefused, WrongLine),
    ];

    public static IReadOnlyList<Refusal> Read(IEnumerable<SyslogRecord> records) =>
    [
        .. records
            .Where(it => it.Program.Contains("cron", StringComparison.OrdinalIgnoreCase))
            .Select(it => OfFile(it.Text) ?? OfLine(it.Text)).OfType<Refusal>()
            .Distinct(),
    ];

    /// <summary>The finding for a refusal that the files do not explain: they were changed since, or a second name is outside of /etc.</summary>
    public static CronFinding Finding(Refusal refusal) => new()
    {
        Fault = refusal.Fault,
        Sentence = refusal.Sentence,
        Fact = Said(refusal),
        Advice = refusal.Fault is CronFault.HardLinked ? "make it a copy, or a symbolic link" : "compare the file in the container with what cron said",
        File = refusal.File,
    };

    public static string Said(Refusal refusal) => $"cron said {Quote.Of(refusal.Text)}";

    /// <summary>A word of cron that says more than that it started, or that a command or a session began or ended.</summary>
    public static bool IsNews(SyslogRecord record) => record.Program.Contains("cron", StringComparison.OrdinalIgnoreCase) && !Routine().IsMatch(record.Text);

    private static Refusal? OfFile(string text)
    {
        if (FileMessage().Match(text) is not { Success: true } match) return null;
        var said = match.Groups["said"].Value;
        if (Array.Find(Reasons, it => said.StartsWith(it.Said, StringComparison.Ordinal)) is not { Said: not null } reason) return null;
        var file = match.Groups["path"] is { Success: true } path ? path.Value : PathOf(match.Groups["name"].Value);
        return new Refusal(reason.Fault, file, text, $"cron ignores {file}: {reason.Why}");
    }

    private static Refusal? OfLine(string text)
    {
        if (CronieMessage().Match(text) is { Success: true } cronie)
        {
            var (fault, named) = (cronie.Groups["newline"].Success ? CronFault.NoFinalNewline : CronFault.CrontabRefused, cronie.Groups["path"].Value);
            return new Refusal(fault, named, text, $"cron ignores a line of {named}: it does not understand it");
        }

        if (LineMessage().Match(text) is not { Success: true } match) return null;
        var file = match.Groups["path"] is { Success: true } path ? path.Value : PathOf(match.Groups["user"].Value);
        return new Refusal(CronFault.CrontabRefused, file, text, $"cron ignores {file}: {WrongLine}");
    }

    private static string PathOf(string name) => name.StartsWith("*system*", StringComparison.Ordinal)
        ? name.Length > 8 ? "/etc/cron.d/" + name[8..] : "/etc/crontab"
        : "/var/spool/cron/crontabs/" + name;

    [GeneratedRegex(@"^\([^)]+\) (CMD|CMDEND|CMDOUT|END|STARTUP|RELOAD|INFO \((pidfile|RANDOM_DELAY|running with inotify|(Running |Skipping )?@reboot))\b|^\(CRON\) info \(No MTA|^pam_env\(|: session (opened|closed) for user ", RegexOptions.ExplicitCapture)]
    private static partial Regex Routine();

    [GeneratedRegex(@"^\((?<name>[^)]+)\) (?<said>[A-Z].*?)( \((?<path>/[^)]+)\)(: .*)?)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex FileMessage();

    [GeneratedRegex(@"^\(CRON\) (bad [a-z-]+( [a-z]+)?|(?<newline>missing newline before EOF)) \((?<path>/[^)]+)\)$", RegexOptions.ExplicitCapture)]
    private static partial Regex CronieMessage();

    [GeneratedRegex(@"^Error: .*; while reading (crontab for user (?<user>\S+)|(?<path>/\S+))$", RegexOptions.ExplicitCapture)]
    private static partial Regex LineMessage();
}
