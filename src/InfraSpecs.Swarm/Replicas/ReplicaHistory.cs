namespace InfraSpecs.Swarm;

/// <summary>Which replicas of a service ran at each moment of a watch, as the engines of its nodes saw it.</summary>
public sealed record ReplicaHistory
{
    /// <summary>The service's name.</summary>
    public required string Service { get; init; }

    /// <summary>When the watch began, by this process's clock.</summary>
    public required DateTimeOffset BeganAt { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>What happened to replicas meanwhile, in its order; the first ones say what ran at the beginning.</summary>
    public required IReadOnlyList<ReplicaChange> Changes { get; init; }

    /// <summary>From each change of what ran to the next; the first is the beginning.</summary>
    public required IReadOnlyList<ReplicaMoment> Moments { get; init; }

    /// <summary>The policy by which tasks were replaced: of a service that is or was rolled back, <see cref="ServiceOptions.Rollback"/>.</summary>
    public required UpdatePolicy Policy { get; init; }

    /// <summary><see cref="Policy"/> is that of the way back.</summary>
    public bool IsRollback { get; init; }

    /// <summary>The first of the moments with the least number of replicas.</summary>
    public ReplicaMoment Least => Moments.MinBy(it => it.Running.Count)!;

    /// <summary>The first of the moments with the greatest number of replicas.</summary>
    public ReplicaMoment Most => Moments.MaxBy(it => it.Running.Count)!;

    /// <summary>How long in all fewer than so many ran.</summary>
    /// <param name="replicas">The number.</param>
    public TimeSpan TimeBelow(int replicas) =>
        Moments.Where(it => it.Running.Count < replicas).Aggregate(TimeSpan.Zero, (sum, it) => sum + it.For);

    /// <summary>How many ran at each moment, and what made it so.</summary>
    public override string ToString() => ReplicaPicture.Draw(this);

    /// <summary>The history of what was seen. Of changes from before the beginning only the outcome counts.</summary>
    internal static ReplicaHistory Compose(
        string service, DateTimeOffset began, DateTimeOffset ended, IEnumerable<ReplicaChange> changes, UpdatePolicy policy, bool isRollback)
    {
        var ordered = changes.Where(it => it.At <= ended).OrderBy(it => it.At).ToList();
        return new ReplicaHistory
        {
            Service = service, BeganAt = began, EndedAt = ended, Policy = policy, IsRollback = isRollback,
            Changes = [.. ordered.Where(it => it.At >= began || it.Event == ReplicaEvent.Present)],
            Moments = ReplicaTally.Count(ordered, began, ended),
        };
    }
}
