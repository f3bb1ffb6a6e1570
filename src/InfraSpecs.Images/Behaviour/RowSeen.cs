using System.Text.RegularExpressions;

namespace InfraSpecs.Images.Behaviour;

/// <summary>What was seen of one row.</summary>
internal sealed class RowSeen(EnvironmentRow row, EnvironmentMask mask)
{
    private const int LinesKept = 10;

    private readonly Queue<string> _last = [];
    private readonly HashSet<string> _matched = [];

    public EnvironmentRow Row => row;

    public EnvironmentMask Mask => mask;

    /// <summary>What is not as expected.</summary>
    public List<string> Findings { get; } = [];

    /// <summary>The first line that was expected.</summary>
    public string? Line { get; private set; }

    public long? ExitCode { get; set; }

    /// <summary>What it listened on; null where that was not looked at.</summary>
    public IReadOnlyList<ImagePort>? Ports { get; set; }

    public string? Body { get; set; }

    public IReadOnlyList<string> LastLines => [.. _last];

    public bool HasPrinted(string pattern) => _matched.Contains(pattern);

    /// <summary>Takes a line that it printed.</summary>
    /// <param name="text">The line.</param>
    /// <param name="patterns">What lines of any row are held against.</param>
    public void Take(string text, IReadOnlyDictionary<string, Regex> patterns)
    {
        if (_last.Count == LinesKept) _last.Dequeue();
        _last.Enqueue(text);
        foreach (var (pattern, regex) in patterns.Where(it => !_matched.Contains(it.Key) && it.Value.IsMatch(text)))
        {
            _matched.Add(pattern);
            if (row.Patterns.Contains(pattern)) Line ??= text;
        }
    }

    /// <summary>Whether all that another row expects is seen here too. What was not looked at is not seen.</summary>
    public bool Meets(EnvironmentRow other) =>
        other.Patterns.All(HasPrinted)
        && (other.Port is not { } port || Ports?.Any(it => it.Number == port && it.Protocol == "tcp") == true)
        && (other.Answer is not { } answer || (Body is not null && row.Port == other.Port && EnvironmentRow.Compile(answer).IsMatch(Body)))
        && (other.ExitCode is not { } code || ExitCode == code)
        && (other.Refusal is null || ExitCode is not (null or 0));
}
