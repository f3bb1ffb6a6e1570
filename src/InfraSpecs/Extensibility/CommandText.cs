using System.Text.RegularExpressions;

namespace InfraSpecs.Extensibility;

/// <summary>Command lines and settings of others, as failures show them.</summary>
public static partial class CommandText
{
    private const string Stars = "***";

    /// <summary>Ends of names under which nothing but a secret is kept, in variables, options, headers and JSON.</summary>
    private const string Names =
        """(?:password|passwd|passphrase|passcode|mysql_pwd|secret(?:[_-]?id)?|token|credentials?|jwt|bearer|(?:api|access|secret|signing|encryption|master|auth|account|service|license|subscription|app|deploy)[_-]?key(?:[_-]base)?)""";

    /// <summary>Some of a command before an option of it, with addresses in which there is a &amp;.</summary>
    private const string Before = """\s(?:(?:[^|;&]|&(?=\w)){0,400}\s)?""";

    /// <summary>
    /// The text with three stars for what is plainly a secret in it: the value of a variable, option, header or JSON property that is called a
    /// password, passphrase, secret, token, credential or key; Authorization and cookies; a password in an address; what follows -p of MySQL's
    /// programs, -u of curl, and such options of others; and what has the shape of a known service's token. What a variable or a command stands
    /// for (<c>$DB_PASSWORD</c>) is kept, and so are names of files that hold a secret. Others are not known for what they are.
    /// </summary>
    /// <param name="text">Any text.</param>
    public static string WithoutSecrets(string text)
    {
        foreach (var secret in (Regex[])[Header(), Property(), Value(), Address(), Shape()]) text = secret.Replace(text, "${before}" + Stars);
        return text;
    }

    /// <summary>What is secret in a variable: its whole value, or a part of it, as the password of an address.</summary>
    /// <param name="name">The variable's name.</param>
    /// <param name="value">Its value.</param>
    /// <returns>The secret; null if nothing is plainly one.</returns>
    public static string? SecretIn(string name, string value)
    {
        var (text, head) = ($"{name}={value}", $"{name}=");
        var masked = WithoutSecrets(text);
        if (masked == text) return null;
        var at = masked.IndexOf(Stars, StringComparison.Ordinal);
        var tail = masked[(at + Stars.Length)..];
        return at <= head.Length || !text.EndsWith(tail, StringComparison.Ordinal) || text.Length < at + tail.Length ? value : text[at..^tail.Length];
    }

    // Each alternative looks at a piece of text once, or at so many characters: what a job writes may be one word of 64 KiB.
    [GeneratedRegex(
        $$"""
        (?<before>
            (?<![\w-])[\w-]*(?:{{Names}}|(?<!by|com|tres|sur|over|under|low|high|all)pass|_pw|-pw|_pwd|rediscli_auth)=
          | (?<=;\s?)pwd=
          | (?<![\w-])[\w-]*(?:private|ssh)[_-]?key=(?![/~.])
          | (?<![\w-])--(?!no-|ask-|without-|allow-|skip-|use-|show-|require-|with-|prompt-)[\w-]*(?:{{Names}}|pass|-pw)\s+(?!-)
          | (?<![\w-])--[\w-]*private-?key\s+(?![-/~.])
          | (?<![\w-])-(?:password|passphrase|token|secret|storepass|keypass)\s+(?!-)
          | \b(?:mysql|mariadb)[\w-]*{{Before}}(?-i:-p)(?!\d+:\d)
          | \b(?:mongo\w*|(?:docker|podman|helm|buildah|skopeo|nerdctl|az|oc)\s(?:[^|;&\s]{1,40}\s){0,3}login){{Before}}(?-i:-p)(?:\s+|(?=\S))(?!-)
          | \bsshpass\s+-p\s*
          | \baws\s+configure\s+set\s+\S{0,80}{{Names}}\s+
          | \bvault\s+login\s+(?!-)
          | \b(?:echo|printf)\s+["']?[\w.-]{1,40}:(?=[^|\n]{1,200}\|\s*(?:\S{1,40}\s+)?chpasswd)
          | \b(?:unzip|zip|sqlcmd|bcp|ipmitool){{Before}}(?-i:-P)\s*(?!-)
          | \b7z[ar]?{{Before}}(?-i:-p)
          | \bredis-cli{{Before}}-a\s*(?!-)
          | \bldap\w+{{Before}}(?-i:-w)\s*(?!-)
          | \bhtpasswd\s+-\w*b\w*\s+\S+\s+\S+\s+
          | \bopenssl{{Before}}(?:(?-i:-k)\s+|-pass(?:in|out)?\s+pass:)
          | \blftp{{Before}}-u\s+[^\s,]+,
          | \bsmbclient{{Before}}-U\s*["']?[^\s%"']+%
          | \bcurl{{Before}}(?:(?-i:-[a-zA-Z]{0,8}[uU])\s*|--(?:proxy-)?user[\s=]\s*)["']?[^\s:"']*:
          | \bcurl{{Before}}(?:(?-i:-b)\s*|--cookie[\s=]\s*)(?=["']?[^\s"'=]+=)
          | \bhttps?{{Before}}(?:-a\s*|--auth[\s=]\s*)["']?[^\s:"']*:
        )
        (?!"?\$|(?:true|false|yes|no|on|off|none|null|\d\d?)(?![^\s;|&"'`),]))
        (?:\\"(?:[^"\\]|\\(?!"))*\\"|(?:"(?:[^"\\]|\\.)*"|'[^']*')[^\s;|&"'`)]*|[^\s;|&"'`)]+)
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Value();

    // "Authorization: Bearer x", "X-Auth-Token: x", "PRIVATE-TOKEN:x", "Cookie: a=b; c=d": to the end of the quotation or the line.
    [GeneratedRegex(
        $$"""
        (?<before>(?<![\w-])(?>(?:proxy-)?authorization\s*:\s*(?:[A-Za-z][\w-]*\s+(?=[^\s"'\\]))?))(?!\$)[^"'\\\r\n]+
        | (?<before>(?<![\w-])(?:set-)?cookie\s*:\s*)(?!\$)[^"'\\\r\n]+
        | (?<before>(?:(?<![\w-])(?:x-[\w-]*(?:token|key|secret|auth|password|signature)|[\w-]+-{{Names}}|api-?key)|(?:-H\s*|--header[\s=]\s*)\\?["']?[\w-]*(?:{{Names}}|auth))\s*:\s*)(?!\$)[^\s"'\\]+
        | (?<before>\bbearer\s+)(?=[\w.~+/-]{16}|[a-z.~+/-]{0,16}\d)(?!\$)[^\s"'\\;,)]+
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Header();

    // In JSON, and in JSON that is quoted once more.
    [GeneratedRegex(
        $$"""
        (?<before>(?<!\\)["'][\w.-]{0,80}(?:{{Names}}|pass|pwd|private_?key)["']\s*:\s*")(?!\$)(?:[^"\\]|\\.)+
        | (?<before>'[\w.-]{0,80}(?:{{Names}}|pass|pwd|private_?key)'\s*:\s*')(?!\$)[^']+
        | (?<before>\\"[\w.-]{0,80}(?:{{Names}}|pass|pwd|private_?key)\\"\s*:\s*\\")(?!\$)(?:[^"\\]|\\(?!"))+
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Property();

    // A password may have an @ of its own: the last one before the path parts it from the host.
    [GeneratedRegex(
        """
        (?<before>://[^\s/:@"'`]{0,200}:)(?!\$)[^\s/"'`]+(?=@)
        | (?<before>://)[\w-]{20,300}(?=@)
        | (?<before>[?&](?:(?:[\w-]{0,40}[_-])?key|sig|signature|code|auth|x-amz-signature)=)(?!\$)[^\s&"'`#;)]+
        | (?<before>://[^\s"'`?]{1,200}/cron/)[\w-]{40,200}
        | (?<before>hooks\.slack\.com/services/|discord(?:app)?\.com/api/webhooks/\d+/|api\.telegram\.org/bot)(?!\$)[^\s"'`?]+?(?=[\s"'`?]|/(?:send|get|edit)|$)
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    // Tokens that services mark as theirs, JSON web tokens, and private keys.
    [GeneratedRegex(
        """
        (?<before>)(?<![\w-])(?:gh[pousr]_\w{6,}|github_pat_\w{6,}|glpat-[\w-]{6,}|xox[a-z]-[\w-]{6,}|xapp-[\w-]{6,}|(?:AKIA|ASIA)[A-Z0-9]{12,}|AIza[\w-]{20,}|ya29\.[\w-]{10,}
            |[sr]k_(?:live|test)_\w{4,}|sk-[\w-]{20,}|npm_\w{20,}|pypi-[\w-]{16,}|dckr_pat_[\w-]{6,}|hv[sbr]\.[\w-]{10,}|SG\.[\w-]{10,}\.[\w-]{10,}|dop_v1_\w{10,}|shp(?:at|ss|ca)_\w{10,}
            |SWMTKN-1-[\w-]{10,}|eyJ[\w-]{6,}\.[\w-]{4,}\.[\w-]*)
        | (?<before>-----BEGIN[ ][A-Z ]{0,30}PRIVATE[ ]KEY-----)[^-]{1,20000}
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
