namespace InfraSpecs.Swarm;

/// <summary>What became of the last update of a service, as the managers told it.</summary>
public sealed record UpdateReport
{
    /// <summary>The service's name.</summary>
    public required string Service { get; init; }

    /// <summary>How far it is.</summary>
    public required UpdateState State { get; init; }

    /// <summary>What the managers say to it: "update completed", "rollback completed".</summary>
    public string Message { get; init; } = "";

    /// <summary>When it began, by the managers' clock; null if no task had to be replaced yet.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it was completed, rolled back or not, by the managers' clock; null if it is not.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>It is taken back, or was, because its tasks failed, and not because somebody asked for it.</summary>
    public bool IsRolledBackByItself { get; init; }

    /// <summary>The image that the service names now, without the digest: after a rollback the old one.</summary>
    public required string Image { get; init; }

    /// <summary>Its digest, "sha256:…"; null where the service names a tag alone.</summary>
    public string? Digest { get; init; }

    /// <summary>The image that the service named before: at an update the old one, after a rollback the one that was taken back. Null if nothing tells it any more.</summary>
    public string? ReplacedImage { get; init; }

    /// <summary>Its digest; null where there is none, or the service named a tag alone.</summary>
    public string? ReplacedDigest { get; init; }

    /// <summary>The tasks that were made since the update began and ended by themselves, the latest first, with their errors. One that became unhealthy is among them, whatever its exit
    /// code is.</summary>
    public required IReadOnlyList<TaskFacts> Failed { get; init; }

    /// <summary>What the nodes' engines say of the last of them: health checks, memory, last output.</summary>
    internal IReadOnlyList<TaskTrouble> Troubles { get; init; } = [];

    /// <summary>Where the tasks were at that moment.</summary>
    public required Placement Placement { get; init; }

    /// <summary>The state in a few words: "its update is paused", "it was rolled back by itself".</summary>
    public string Outcome => State switch
    {
        UpdateState.None => "it was not updated",
        UpdateState.Updating => "its update goes on",
        UpdateState.Paused => "its update is paused",
        UpdateState.Completed => "its update is completed",
        UpdateState.RollingBack => $"it is rolled back{How}",
        UpdateState.RollbackPaused => $"its rollback{How} is paused",
        _ => $"it was rolled back{How}",
    };

    /// <summary>Why tasks of it failed, in half a sentence; null if none did.</summary>
    public string? Why => Troubles.Select(it => it.Cause).FirstOrDefault(it => it is not null) ?? (Failed is [var last, ..] ? last.Sentence : null);

    /// <summary>The state, the images, the failed tasks, and the picture of nodes and slots.</summary>
    public override string ToString()
    {
        var took = CompletedAt - StartedAt is { } time ? $" after {FailureText.Seconds(time, 1)}" : "";
        var lines = new List<string> { $"{Service}: {Outcome}{took}{(Message.Length > 0 ? $": {Message}" : "")}", $"  now {Shown(Image, Digest)}" };
        if (ReplacedImage is { } replaced) lines.Add($"  before {Shown(replaced, ReplacedDigest)}");
        if (Why is { } why) lines.Add($"  because {why}");
        lines.AddRange(Placement.ToString().Split('\n'));
        lines.AddRange(Troubles.Where(it => it.IsTelling).DistinctBy(it => it.Task).Select(it => it.ToString()));
        return string.Join('\n', lines);
    }

    private string How => IsRolledBackByItself ? " by itself" : " by hand";

    private static string Shown(string image, string? digest) => digest is null ? image : $"{image}@{digest}";
}
