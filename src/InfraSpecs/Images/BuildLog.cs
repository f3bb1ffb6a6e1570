using System.Text.RegularExpressions;

namespace InfraSpecs.Images;

/// <summary>The last lines of a build, and after them those of its standard error where that is known, without its secrets: what explains a failure is among these.</summary>
/// <param name="secrets">What is not shown.</param>
internal sealed partial class BuildLog(IEnumerable<string> secrets)
{
    private const int LinesKept = 20;
    private const string Hidden = "***";

    private readonly string[] _secrets = [.. secrets.SelectMany(secret => secret.Split('\n')).Select(line => line.Trim()).Where(line => line.Length > 0).OrderByDescending(line => line.Length)];
    private readonly Queue<string> _lines = new();
    private readonly Queue<string> _errors = new();

    public IReadOnlyList<string> LastLines => [.. _lines, .. _errors];

    public void Add(string text, bool isError = false)
    {
        var kept = isError ? _errors : _lines;
        foreach (var line in text.Split('\n').Select(line => Masked(Colour().Replace(line, "").TrimEnd())).Where(line => line.Length > 0))
        {
            kept.Enqueue(line);
            if (kept.Count > LinesKept) kept.Dequeue();
        }
    }

    public string Masked(string text) => _secrets.Aggregate(text, (masked, secret) => masked.Replace(secret, Hidden, StringComparison.Ordinal));

    // The engine marks a build's standard error red.
    [GeneratedRegex(@"\x1b\[[0-9;]*m")]
    private static partial Regex Colour();
}
