using System.Text.RegularExpressions;

namespace InfraSpecs.Cron;

/// <summary>What Debian's /etc/crontab has before its run-parts: <c>test -x /usr/sbin/anacron ||</c>.</summary>
internal static partial class AnacronGuard
{
    /// <summary>Where Debian's packages say whether services may be started (invoke-rc.d(8)).</summary>
    public const string Policy = "/usr/sbin/policy-rc.d";

    /// <summary>The path of the anacron to which a command leaves its work where that is executable; null for another command.</summary>
    public static string? ProgramIn(string command) => Guard().Match(command) is { Success: true } match ? match.Groups["program"].Value : null;

    /// <summary>What must be looked at to know whether anacron is there, and is started.</summary>
    public static IEnumerable<string> Needs(CronFiles files, string command) => ProgramIn(command) is { } program ? [program, Policy, .. files.MainCommand.Take(1)] : [];

    [GeneratedRegex(@"^\s*(test\s+-x\s+(?<program>/[^\s\]]*anacron)|\[\s+-x\s+(?<program>/[^\s\]]*anacron)\s+\])\s*\|\|", RegexOptions.ExplicitCapture)]
    private static partial Regex Guard();
}
