using InfraSpecs.Swarm;

namespace InfraSpecs.Assertions.Internal;

/// <summary>Which tasks of a service gave answers, and how many each. A task's container has, as its host name, the first twelve digits of its id.</summary>
internal sealed class ReplicaCensus
{
    private readonly Placement _placement;
    private readonly IReadOnlyDictionary<string, int> _counts;
    private readonly int _unnamed;

    public ReplicaCensus(IEnumerable<string?> answers, Placement placement)
    {
        var all = answers.ToList();
        _placement = placement;
        _unnamed = all.Count(it => it is null);
        Total = all.Count;
        _counts = all.OfType<string>().GroupBy(it => it).ToDictionary(it => it.Key, it => it.Count());
    }

    public int Total { get; }

    /// <summary>How many answers each running task gave, none among them.</summary>
    public IReadOnlyList<(TaskFacts Task, int Count)> Tasks => [.. _placement.Running.Select(task => (task, _counts.Where(it => IsOf(task, it.Key)).Sum(it => it.Value)))];

    /// <summary>What speaks against "every running task, and nobody else", in half a sentence; null if nothing does.</summary>
    public string? Wrong
    {
        get
        {
            if (_placement.Running.Count == 0) return $"no task of it runs, which proves nothing";
            if (Total == 0) return "there was no good answer";
            if (_unnamed == Total) return "no answer says whose it is; the header is missing";
            var strangers = _counts.Keys.Where(name => !_placement.Running.Any(task => IsOf(task, name))).Order(StringComparer.Ordinal).ToList();
            var silent = Tasks.Where(it => it.Count == 0).Select(it => $"{it.Task.Name} on {it.Task.Node}").ToList();
            List<string> wrong = [];
            if (silent.Count > 0) wrong.Add($"of {Total} answers none came from {string.Join(" or ", silent)}");
            wrong.AddRange(strangers.Select(it => $"{_counts[it]} came from {it}, {Who(it)}"));
            return wrong.Count == 0 ? null : string.Join("; ", wrong);
        }
    }

    private string Who(string name) => _placement.Tasks.FirstOrDefault(it => IsOf(it, name)) is { } former
        ? $"which was {former.Name} on {former.Node} and is {former.State.ToString().ToLowerInvariant()}"
        : $"which is no task of {_placement.Service}";

    private static bool IsOf(TaskFacts task, string name) => name.Length >= 12 && task.ContainerId?.StartsWith(name, StringComparison.Ordinal) == true;
}
