using System.Text.RegularExpressions;

namespace InfraSpecs.Cron;

/// <summary>What people write into a variable of a crontab as they would in a shell. Cron takes all of it as it stands (env.c).</summary>
internal static partial class CrontabValue
{
    /// <summary>It holds $NAME, ${NAME}, a command substitution, or begins a path with ~.</summary>
    public static bool IsMeantToBeExpanded(string value) => Expansion().IsMatch(value);

    /// <summary>The variables that it names: in "$HOME/y" that is HOME, in "~/y" too.</summary>
    public static IEnumerable<string> Names(string value) => Expansion().Matches(value).Select(it => it.Groups["name"] is { Success: true } name ? name.Value : "HOME");

    /// <summary>The value without the comment that is taken for a part of it; null if there is none.</summary>
    public static string? BeforeComment(string value) => Comment().Match(value) is { Success: true } match ? value[..match.Index] : null;

    [GeneratedRegex(@"\$(?<name>[A-Za-z_]\w*)|\$\{(?<name>[A-Za-z_]\w*)[^}]*\}|(?<=^|:)~(?=/|:|$)", RegexOptions.ExplicitCapture)]
    private static partial Regex Expansion();

    [GeneratedRegex(@"\s+#(?=\s|$)")]
    private static partial Regex Comment();
}
