using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace InfraSpecs.Images;

/// <summary>One environment of a matrix, and what an image does in it. All that is said must hold; something must be said.</summary>
public sealed record EnvironmentRow
{
    /// <summary>Names the row in reports; unique in its matrix.</summary>
    public required string Name { get; init; }

    /// <summary>Variables beyond the image's own. The values of those that are called a password, token or the like are in no text.</summary>
    /// <value>Default: none, which is the image as it is.</value>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>A regular expression: some line that it prints, to its standard output or error, matches.</summary>
    /// <value>Default null: nothing is said.</value>
    [StringSyntax(StringSyntaxAttribute.Regex)]
    public string? Output { get; init; }

    /// <summary>It listens on this TCP port, published or not.</summary>
    /// <value>Default null: nothing is said.</value>
    public int? Port { get; init; }

    /// <summary>A regular expression: the first 128 bytes of what <c>GET /</c> on <see cref="Port"/> answers match, with whatever status.</summary>
    /// <value>Default null: nothing is said.</value>
    [StringSyntax(StringSyntaxAttribute.Regex)]
    public string? Answer { get; init; }

    /// <summary>It ends by itself with this exit code, 0 to 255.</summary>
    /// <value>Default null: nothing is said.</value>
    public long? ExitCode { get; init; }

    /// <summary>A regular expression: it refuses this environment, which is that it ends by itself with an exit code other than 0, and prints a line that matches.</summary>
    /// <value>Default null: nothing is said.</value>
    [StringSyntax(StringSyntaxAttribute.Regex)]
    public string? Refusal { get; init; }

    /// <summary>Names nothing secret.</summary>
    public override string ToString() => Name;

    internal bool MustEnd => ExitCode is not null || Refusal is not null;

    /// <summary>Each pattern that lines are held against.</summary>
    internal IEnumerable<string> Patterns => new[] { Output, Refusal }.OfType<string>();

    internal static Regex Compile(string pattern) => new(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    internal IEnumerable<(bool, string)> Checks() =>
    [
        (string.IsNullOrWhiteSpace(Name), "A row's Name is empty."),
        (Environment.Keys.Any(it => it.Contains('=')), $"Row '{Name}': Environment has a name with '=' in it."),
        (Output is null && Port is null && Answer is null && ExitCode is null && Refusal is null, $"Row '{Name}' expects nothing; say at least one of Output, Port, Answer, ExitCode and Refusal."),
        (Port is <= 0 or > ushort.MaxValue, $"Row '{Name}': Port is {Port}; it must be from 1 to 65535."),
        (Answer is not null && Port is null, $"Row '{Name}': Answer is given, and no Port to ask."),
        (ExitCode is < 0 or > 255, $"Row '{Name}': ExitCode is {ExitCode}; it must be from 0 to 255."),
        (ExitCode is 0 && Refusal is not null, $"Row '{Name}': ExitCode is 0, and who refuses ends with another."),
        (MustEnd && Port is not null, $"Row '{Name}': Port is given, and an ExitCode or a Refusal; what has ended listens on nothing."),
        .. new[] { (nameof(Output), Output), (nameof(Answer), Answer), (nameof(Refusal), Refusal) }.Where(it => it.Item2 is not null && Wrong(it.Item2) is not null)
            .Select(it => (true, $"Row '{Name}': {it.Item1} is '{it.Item2}': {Wrong(it.Item2!)}")),
    ];

    private static string? Wrong(string pattern)
    {
        if (string.IsNullOrWhiteSpace(pattern)) return "it is empty, which nearly everything matches.";
        try
        {
            Compile(pattern);
            return null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return e.Message;
        }
    }
}
