using System.Text;
using System.Text.RegularExpressions;

namespace InfraSpecs.Images.Secrets;

/// <summary>Secrets that are known by their form: keys with a body and tokens, in any file.</summary>
internal static partial class SecretShapes
{
    /// <summary>Longer than the headers of any key, with the first line of its body.</summary>
    public const int Window = 4096;

    private static readonly (byte[] Start, SecretKind Kind, string What, Regex Whole)[] Known =
    [
        Shape("-----BEGIN ", SecretKind.PrivateKey, "private key", PrivateKey()),
        Shape("LS0tLS1CRUdJTi", SecretKind.PrivateKey, "private key in Base64", PackedKey()),
        Shape("PuTTY-User-Key-File-", SecretKind.PrivateKey, "private key of PuTTY", PuttyKey()),
        Shape("AGE-SECRET-KEY-1", SecretKind.PrivateKey, "private key of age", AgeKey()),
        Shape("AKIA", SecretKind.Token, "access key of AWS", Aws()),
        Shape("ASIA", SecretKind.Token, "access key of AWS", Aws()),
        .. new[] { "ghp_", "gho_", "ghu_", "ghs_", "ghr_" }.Select(start => Shape(start, SecretKind.Token, "token of GitHub", GitHub())),
        Shape("github_pat_", SecretKind.Token, "token of GitHub", GitHubFine()),
        Shape("glpat-", SecretKind.Token, "token of GitLab", GitLab()),
        Shape("xox", SecretKind.Token, "token of Slack", Slack()),
        Shape("AIza", SecretKind.Token, "key of Google", Google()),
        Shape("sk_live_", SecretKind.Token, "key of Stripe", Stripe()),
        Shape("npm_", SecretKind.Token, "token of npm", Npm()),
        Shape("pypi-AgEIcHlwaS5vcmc", SecretKind.Token, "token of PyPI", Pypi()),
        Shape("dckr_pat_", SecretKind.Token, "token of Docker", Docker()),
        Shape("hvs.", SecretKind.Token, "token of Vault", Vault()),
        Shape("hf_", SecretKind.Token, "token of Hugging Face", HuggingFace()),
        Shape("SG.", SecretKind.Token, "key of SendGrid", SendGrid()),
        Shape("AccountKey=", SecretKind.Token, "key of Azure's storage", AzureStorage()),
        Shape("eyJ", SecretKind.Token, "JSON Web Token", Jwt()),
    ];

    /// <returns>One for each form that is there.</returns>
    public static IEnumerable<(SecretKind Kind, string What, int? Line)> Find(ReadOnlyMemory<byte> content)
    {
        foreach (var (start, kind, what, whole) in Known)
        {
            if (First(content.Span, start, whole) is { } at) yield return (kind, what, Line(content.Span[..at]));
        }
    }

    /// <summary>How many forms there are.</summary>
    public static int Count => Known.Length;

    public static SecretShape At(int form) => new(Known[form].Kind, Known[form].What);

    /// <summary>Where a form is first, from one place on and before another; null where it is not.</summary>
    public static int? First(ReadOnlySpan<byte> content, int form, int from, int before) =>
        First(content, Known[form].Start, Known[form].Whole, from) is { } at && at < before ? at : null;

    /// <summary>Puts *** for each line of what looks like one.</summary>
    public static string Mask(string text) =>
        Known.Aggregate(text, (masked, shape) => shape.Whole.Replace(masked, it => "***" + string.Concat(Enumerable.Repeat("\n***", it.Value.Count(letter => letter is '\n')))));

    private static (byte[], SecretKind, string, Regex) Shape(string start, SecretKind kind, string what, Regex whole) => (Encoding.ASCII.GetBytes(start), kind, what, whole);

    private static int? First(ReadOnlySpan<byte> content, byte[] start, Regex whole, int from = 0)
    {
        for (var at = from; content[at..].IndexOf(start) is var next and >= 0;)
        {
            at += next;
            var window = Encoding.Latin1.GetString(content.Slice(at, Math.Min(Window, content.Length - at)));
            var match = whole.Match(window);
            // Half, for a secret may begin in the other half.
            at += match.Success ? match.Index : Math.Max(start.Length, window.Length / 2);
            if (!match.Success) continue;
            if (at == 0 || start[0] == (byte)'-' || !IsWord(content[at - 1])) return at;
            at += start.Length;
        }

        return null;
    }

    private static bool IsWord(byte character) => char.IsAsciiLetterOrDigit((char)character) || character is (byte)'_' or (byte)'-' or (byte)'+' or (byte)'/';

    private static int? Line(ReadOnlySpan<byte> before) => before.Contains((byte)0) ? null : before.Count((byte)'\n') + 1;

    // In JSON the ends of lines are written \n. Headers may come before the body.
    [GeneratedRegex(@"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----(?:\s|\\[rn])+(?:[A-Za-z-]+: [^\r\n\\]*(?:\s|\\[rn])+)*[A-Za-z0-9+/=]{32}[A-Za-z0-9+/=\s\\]*",
        RegexOptions.CultureInvariant)]
    private static partial Regex PrivateKey();

    // "-----BEGIN PRIVATE KEY", and those of RSA, EC, OpenSSH and PKCS #8 with a passphrase, as a Kubernetes secret or a variable has them.
    [GeneratedRegex(
        "LS0tLS1CRUdJTi(?:BQUklWQVRFIEtFW|BSU0EgUFJJVkFURSBLRVkt|BFQyBQUklWQVRFIEtFW|BPUEVOU1NIIFBSSVZBVEUgS0VZ|BFTkNSWVBURUQgUFJJVkFURSBLRVkt)[A-Za-z0-9+/=]{40,}", RegexOptions.CultureInvariant)]
    private static partial Regex PackedKey();

    [GeneratedRegex("hvs\\.[A-Za-z0-9_-]{24,}", RegexOptions.CultureInvariant)]
    private static partial Regex Vault();

    [GeneratedRegex("hf_[A-Za-z0-9]{34}(?![A-Za-z0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex HuggingFace();

    [GeneratedRegex(@"SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])", RegexOptions.CultureInvariant)]
    private static partial Regex SendGrid();

    [GeneratedRegex("AccountKey=[A-Za-z0-9+/]{86}==", RegexOptions.CultureInvariant)]
    private static partial Regex AzureStorage();

    [GeneratedRegex(@"PuTTY-User-Key-File-\d: [\s\S]*?Private-Lines: \d", RegexOptions.CultureInvariant)]
    private static partial Regex PuttyKey();

    [GeneratedRegex("AGE-SECRET-KEY-1[A-Z0-9]{58}", RegexOptions.CultureInvariant)]
    private static partial Regex AgeKey();

    // AWS' own documents have keys that end so.
    [GeneratedRegex("(?:AKIA|ASIA)(?![A-Z0-9]{9}EXAMPLE)[A-Z0-9]{16}(?![A-Za-z0-9+/=])", RegexOptions.CultureInvariant)]
    private static partial Regex Aws();

    [GeneratedRegex("gh[pousr]_[A-Za-z0-9]{36,255}(?![A-Za-z0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex GitHub();

    [GeneratedRegex("github_pat_[A-Za-z0-9_]{40,255}", RegexOptions.CultureInvariant)]
    private static partial Regex GitHubFine();

    [GeneratedRegex("glpat-[A-Za-z0-9_-]{20,}", RegexOptions.CultureInvariant)]
    private static partial Regex GitLab();

    [GeneratedRegex("xox[abeoprs]-[0-9]{6,}-[A-Za-z0-9-]{10,}", RegexOptions.CultureInvariant)]
    private static partial Regex Slack();

    [GeneratedRegex("AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])", RegexOptions.CultureInvariant)]
    private static partial Regex Google();

    [GeneratedRegex("sk_live_[A-Za-z0-9]{24,}", RegexOptions.CultureInvariant)]
    private static partial Regex Stripe();

    [GeneratedRegex("npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Npm();

    [GeneratedRegex("pypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{50,}", RegexOptions.CultureInvariant)]
    private static partial Regex Pypi();

    [GeneratedRegex("dckr_pat_[A-Za-z0-9_-]{20,}", RegexOptions.CultureInvariant)]
    private static partial Regex Docker();

    [GeneratedRegex(@"eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{20,}", RegexOptions.CultureInvariant)]
    private static partial Regex Jwt();
}
