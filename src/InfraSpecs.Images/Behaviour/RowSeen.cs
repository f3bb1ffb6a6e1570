using System.Text.RegularExpressions;

namespace InfraSpecs.Images.Behaviour;

/// <summary>What was seen of one row.</summary>
internal sealed class RowSeen(EnvironmentRow row, EnvironmentMask mask)
{
    private const int LinesKept = 10;

    // Lines are taken while others look.
    private readonly Lock _lock = new();
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

    public IReadOnlyList<string> LastLines
    {
        get
        {
            lock (_lock) return [.. _last];
        }
    }

    public bool HasPrinted(string pattern)
    {
        lock (_lock) return _matched.Contains(pattern);
    }

    /// <summary>Takes a line that it printed.</summary>
    /// <param name="text">The line.</param>
    /// <param name="patterns">What lines of any row are held against.</param>
    public void Take(string text, IReadOnlyDictionary<string, Regex> patterns)
    {
        var matched = patterns.Where(it => !HasPrinted(it.Key) && it.Value.IsMatch(text)).Select(it => it.Key).ToList();
        lock (_lock)
        {
            if (_last.Count == LinesKept) _last.Dequeue();
            _last.Enqueue(text);
            _matched.UnionWith(matched);
            if (matched.Intersect(row.Patterns).Any()) Line ??= text;
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
