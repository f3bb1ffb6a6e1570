using System.Text.Json;
using System.Text.RegularExpressions;

namespace InfraSpecs.Extensibility;

/// <summary>
/// Secrets that a room knows, such as the passwords of its options. They are left out of texts in every form in which programs write them, with what is plainly
/// a secret besides.
/// </summary>
public sealed class KnownSecrets
{
    private const string Mark = "***";
    private const int InQuotes = 4;
    private const int Anywhere = 8;
    private const int AnywhereThoughPlain = 12;

    private readonly (Regex Pattern, string Replacement, int Length)[] _patterns;

    /// <summary>Knows some secrets.</summary>
    /// <param name="secrets">The secrets. Empty ones are none.</param>
    /// <param name="words">
    /// Words that texts are full of, such as names of users and databases, in any case. Null hides a secret wherever it stands, be it a part of a word. With words, a
    /// secret that could not be anything else is hidden as a whole word; a shorter or plainer one only in quotes; one of a letter or two, or one of these words,
    /// only where a text says that it is a password.
    /// </param>
    public KnownSecrets(IEnumerable<string> secrets, IReadOnlySet<string>? words = null)
    {
        // A longer one first, since a shorter one may be a part of it.
        string[] known = [.. secrets.Where(secret => secret.Length > 0).Distinct(StringComparer.Ordinal).OrderByDescending(secret => secret.Length)];
        _patterns =
        [
            .. known.SelectMany(secret => Written(secret).Select(written => words is null
                ? (new Regex(Regex.Escape(written), RegexOptions.CultureInvariant), Mark, written.Length)
                : (PatternOf(written, Places(secret, words)), "${before}" + Mark, written.Length))),
        ];
        if (known.Length == 0) return;
        // What is written of all of a session is full of words that its one or other room does not meet.
        if (words is null && known.Any(CommonWords.Include)) CommonWords.Hide(known, []);
        else SessionSecrets.Learn(string.Join('\0', [.. known, "", .. words ?? Enumerable.Empty<string>()]), this);
    }

    /// <summary>Whether one of them is in a text.</summary>
    /// <param name="text">Any text.</param>
    public bool AreIn(string text) => _patterns.Any(it => it.Pattern.IsMatch(text));

    /// <summary>The text with *** for each of them, and for what is plainly a secret (<see cref="CommandText.WithoutSecrets"/>).</summary>
    /// <param name="text">Any text.</param>
    public string Mask(string text) => CommandText.WithoutSecrets(WithoutAny(text, _patterns));

    /// <summary>How each is found and hidden, with its length.</summary>
    internal IReadOnlyList<(Regex Pattern, string Replacement, int Length)> Patterns => _patterns;

    /// <param name="text">Any text.</param>
    /// <param name="patterns">The longest first: a shorter one may be a part of it, and would leave its rest to be read.</param>
    internal static string WithoutAny(string text, IEnumerable<(Regex Pattern, string Replacement, int Length)> patterns) =>
        patterns.Aggregate(text, (masked, it) => it.Pattern.Replace(masked, it.Replacement));

    /// <summary>As servers, their clients, option files, shells, JSON and addresses may write it.</summary>
    private static IEnumerable<string> Written(string secret)
    {
        var slashed = secret.Replace("\\", "\\\\", StringComparison.Ordinal);
        var inDoubleQuotes = slashed.Replace("\"", "\\\"", StringComparison.Ordinal);
        return new[]
        {
            secret,
            secret.Replace("'", "''", StringComparison.Ordinal),
            secret.Replace("'", "'\\''", StringComparison.Ordinal),
            slashed,
            slashed.Replace("'", "\\'", StringComparison.Ordinal),
            inDoubleQuotes,
            inDoubleQuotes.Replace("'", "\\'", StringComparison.Ordinal),
            JsonEncodedText.Encode(secret).Value,
            Uri.EscapeDataString(secret),
        }.Distinct(StringComparer.Ordinal).OrderByDescending(written => written.Length);
    }

    private static string Places(string secret, IReadOnlySet<string> words)
    {
        const string Said = """
            \b(?:password|passwd|pwd|passphrase|secret)\b["'`]?\s*(?:[=:]|\bis\b|\bBY\b|\()?\s*["'`]?
            | \bIDENTIFIED\s+(?:VIA\s+\S+\s+|WITH\s+\S+\s+)?(?:BY|AS|USING)\s+(?:PASSWORD\s*\(?\s*)?["'`]?
            | (?<![\w-])-p\s*["']?
            | ://[^\s/:@]*:
            """;
        var isPlain = secret.All(char.IsAsciiLetterLower) || secret.All(char.IsAsciiDigit);
        // No word of a language, whatever its length.
        var isMixed = !secret.All(char.IsLetter) && !secret.All(char.IsDigit);
        return words.Contains(secret) || secret.Length < InQuotes ? Said
            : secret.Length >= (isPlain ? AnywhereThoughPlain : Anywhere) || isMixed ? Said + "|(?<!\\w)"
            : Said + "|[\"'`]";
    }

    // At its ends a secret's own signs need no bounds.
    private static Regex PatternOf(string secret, string places) => new(
        $"(?<before>{places}){Regex.Escape(secret)}{(char.IsLetterOrDigit(secret[^1]) ? "(?!\\w)" : "")}",
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
}
