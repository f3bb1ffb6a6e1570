using System.Text;
using System.Text.RegularExpressions;

namespace InfraSpecs.Images.Structure.Patterns;

/// <summary>A regular expression of Go, judged by .NET's engine that goes through a text once. Whether it matches is all that is asked.</summary>
internal sealed class GoPattern
{
    private const int Longest = 1 << 16;
    private static readonly TimeSpan MatchWithin = TimeSpan.FromSeconds(30);
    private static readonly PatternText[] UnlikeEachOther = [new(""), new("\u0001"), new("\n"), new("a b\nc"), new("\u0001\n\u0001\n"), new("0")];
    private readonly PatternAlphabet _alphabet;
    private readonly Regex _regex;

    private GoPattern(PatternNode root)
    {
        _alphabet = new PatternAlphabet(Sets(root));
        var text = new StringBuilder();
        Write(root, text);
        _regex = new Regex(text.ToString(), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, MatchWithin);
    }

    /// <summary>Whether no text can fail to match, as with <c>.*</c>.</summary>
    public bool MatchesAnything => UnlikeEachOther.All(IsMatch);

    /// <exception cref="PatternFaultException">It does not compile.</exception>
    public static GoPattern Compile(string source)
    {
        if (source.Length > Longest) throw new PatternFaultException($"it is longer than {Longest:N0} characters");
        try
        {
            return new GoPattern(GoPatternParser.Parse(source));
        }
        catch (NotSupportedException e)
        {
            throw new PatternFaultException($"it is too large to be judged here: {e.Message}");
        }
    }

    /// <exception cref="RegexMatchTimeoutException">It takes longer than 30 s.</exception>
    public bool IsMatch(PatternText text) => _regex.IsMatch(text.In(_alphabet));

    private static IEnumerable<RuneSet> Sets(PatternNode node) => node switch
    {
        PatternRune one => [one.Set],
        PatternSequence all => all.Items.SelectMany(Sets),
        PatternChoice any => any.Items.SelectMany(Sets),
        PatternRepeat again => Sets(again.Item),
        _ => [],
    };

    private void Write(PatternNode node, StringBuilder text)
    {
        switch (node)
        {
            case PatternPlace place: text.Append(place.Text); break;
            case PatternRune one: text.Append(_alphabet.Class(one.Set)); break;
            case PatternSequence all: foreach (var item in all.Items) Write(item, text); break;
            case PatternChoice any: Grouped(text, () => Branches(any, text)); break;
            case PatternRepeat again: Grouped(text, () => Write(again.Item, text)).Append(Times(again)); break;
        }
    }

    private static StringBuilder Grouped(StringBuilder text, Action write)
    {
        text.Append("(?:");
        write();
        return text.Append(')');
    }

    private void Branches(PatternChoice any, StringBuilder text)
    {
        for (var i = 0; i < any.Items.Count; i++)
        {
            if (i > 0) text.Append('|');
            Write(any.Items[i], text);
        }
    }

    private static string Times(PatternRepeat again) => (again.Least, again.Most) switch
    {
        (0, null) => "*",
        (1, null) => "+",
        (0, 1) => "?",
        (var least, null) => $"{{{least},}}",
        var (least, most) => $"{{{least},{most}}}",
    };
}
