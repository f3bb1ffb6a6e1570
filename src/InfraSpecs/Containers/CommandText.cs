using System.Text.RegularExpressions;

namespace InfraSpecs;

/// <summary>Command lines and settings of others, as failures show them.</summary>
public static partial class CommandText
{
    /// <summary>
    /// The text with three stars for what is plainly a secret in it: the value of a variable or option that is called a password, passphrase, secret,
    /// token, credential or key; a password in an address; what follows -p of MySQL's programs, -u of curl, and Authorization. What a variable or
    /// a command stands for (<c>$DB_PASSWORD</c>) is kept, and so are names of files that hold a secret. Others are not known for what they are.
    /// </summary>
    /// <param name="text">Any text.</param>
    public static string WithoutSecrets(string text) => Secret().Replace(text, "${before}***");

    // Each alternative looks at a piece of text once, or at so many characters: what a job writes may be one word of 64 KiB.
    [GeneratedRegex(
        """
        (?<before>
            (?<![\w-])[\w-]*(?:password|passwd|mysql_pwd|passphrase|secret|token|credentials?|api_?key|access_?key|private_?key)=
          | (?<![\w-])--[\w-]*(?:password|passwd|passphrase|secret|token|credentials?|api-?key|access-?key|private-?key)\s+(?!-)
          | \b(?:mysql|mariadb)[\w-]*\s(?:[^|;&]{0,200}\s)?-p
          | \bsshpass\s+-p\s*
          | ://[^\s/:@]*:(?=[^\s/@]+@)
          | \bcurl\s(?:[^|;&]{0,200}\s)?(?:-u\s*|--user[\s=])["']?[^\s:"']*:
          | \bAuthorization:\s*\w+\s+
        )
        (?!["']?\$)
        (?:(?<=://[^\s/:@]*:)[^\s/@]+|"[^"]*"|'[^']*'|[^\s;|&"'`)]+)
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Secret();
}
