namespace InfraSpecs.Swarm;

/// <summary>What became of a question for a name.</summary>
public enum NameOutcome
{
    /// <summary>It has addresses.</summary>
    Found,

    /// <summary>The name server says that there is no such name, or it has no IPv4 address.</summary>
    Unknown,

    /// <summary>The name server could not say.</summary>
    Failed,

    /// <summary>The name server did not answer in time.</summary>
    Timeout,

    /// <summary>The vantage point itself could not be asked.</summary>
    Lost,
}

/// <summary>What a name meant at one vantage point.</summary>
public sealed record NameAnswer
{
    /// <summary>The vantage point: "worker01", "echo.2".</summary>
    public required string Point { get; init; }

    /// <summary>The node that it is on.</summary>
    public required string Node { get; init; }

    /// <summary>Whether there was an answer.</summary>
    public required NameOutcome Outcome { get; init; }

    /// <summary>The IPv4 addresses, in order; empty where there are none.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>Why the vantage point could not be asked; empty if it could.</summary>
    public string Said { get; init; } = "";

    /// <summary>"worker01 sees 10.0.1.5", "worker01 sees no such name": half a sentence.</summary>
    public string Seen => Outcome switch
    {
        NameOutcome.Found => $"{Point} sees {string.Join(", ", Addresses)}",
        NameOutcome.Unknown => $"{Point} sees no such name",
        NameOutcome.Failed => $"on {Point} the name server failed",
        NameOutcome.Timeout => $"on {Point} the name server did not answer",
        _ => $"{Point} could not be asked ({Said})",
    };

    /// <inheritdoc/>
    public override string ToString() => Outcome == NameOutcome.Found ? $"{Point}: {string.Join(", ", Addresses)}" : Seen;
}

/// <summary>What a name meant at each vantage point, at one moment.</summary>
public sealed record NameView
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The network that the vantage points entered; null for those that entered tasks, with all their networks.</summary>
    public string? Network { get; init; }

    /// <summary>An answer for each vantage point.</summary>
    public required IReadOnlyList<NameAnswer> Answers { get; init; }

    /// <summary>What speaks against the name meaning, at each vantage point, the running tasks of a service, all of them and nothing else: half a sentence for each
    /// thing. None if nothing does.</summary>
    /// <param name="placement">Where the service's tasks ran.</param>
    public IReadOnlyList<string> DifferencesFrom(Placement placement) => [.. Answers.SelectMany(it => Differences(it, placement))];

    /// <summary>The addresses by which a task may be seen: that in <see cref="Network"/>, or all where there is none.</summary>
    /// <param name="task">The task.</param>
    public IReadOnlyList<string> AddressesOf(TaskFacts task) => Network is not { } network ? [.. task.Addresses.Values]
        : task.Addresses.TryGetValue(network, out var address) ? [address] : [];

    /// <summary>One line for each vantage point.</summary>
    public override string ToString() => string.Join('\n', Answers);

    private IEnumerable<string> Differences(NameAnswer answer, Placement placement)
    {
        if (answer.Outcome != NameOutcome.Found)
        {
            yield return answer.Seen;
            yield break;
        }

        var missing = placement.Running.Where(task => !AddressesOf(task).Intersect(answer.Addresses).Any())
            .Select(it => $"{it.Name} ({string.Join(", ", AddressesOf(it))} on {it.Node})").ToList();
        if (missing.Count > 0) yield return $"{answer.Point} does not see {string.Join(" and ", missing)}";
        foreach (var address in answer.Addresses.Where(it => !placement.Running.Any(task => AddressesOf(task).Contains(it))))
        {
            yield return $"{answer.Point} sees {address}, which {Who(address, placement)}";
        }
    }

    /// <summary>Of tasks that had an address one after the other the latest is meant.</summary>
    private string Who(string address, Placement placement)
    {
        if (placement.Tasks.Where(it => AddressesOf(it).Contains(address)).MaxBy(it => it.CreatedAt) is not { } task) return $"is no task of {placement.Service}";
        var lost = placement.Nodes.FindById(task.NodeId) is { IsReady: false } node ? $", which is {node.State.Word()}" : "";
        return $"was {task.Name} on {task.Node}{lost}, now {(lost.Length > 0 && task.State == TaskState.Running ? "replaced" : task.State.Word())}";
    }
}
