using System.Text.RegularExpressions;

namespace InfraSpecs.Cron;

/// <summary>The variables that PAM's module pam_env gives to jobs: of Debian's cron, and of cronie where it is built with PAM (pam_env(8)).</summary>
internal static partial class PamEnvironment
{
    /// <summary>The files that it reads.</summary>
    public static readonly string[] Files = ["/etc/environment", "/etc/default/locale", "/etc/security/pam_env.conf"];

    /// <summary>The names in what the files hold.</summary>
    public static IReadOnlyList<string> Names(IEnumerable<string> texts) =>
        [.. texts.SelectMany(it => it.Split('\n')).Select(line => Name().Match(line)).Where(it => it.Success).Select(it => it.Groups["name"].Value).Distinct()];

    // "NAME=value" and "export NAME=value"; "NAME DEFAULT=value OVERRIDE=value" in pam_env.conf.
    [GeneratedRegex(@"^\s*(export\s+)?(?<name>[A-Za-z_]\w*)(\s*=|\s+(DEFAULT|OVERRIDE)\b)", RegexOptions.ExplicitCapture)]
    private static partial Regex Name();
}
