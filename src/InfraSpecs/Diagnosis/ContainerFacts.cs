namespace InfraSpecs.Extensibility;

/// <summary>A container when evidence of a failure was collected, or just before it was removed.</summary>
public sealed record ContainerFacts
{
    /// <summary>Its ID.</summary>
    public string Id { get; init; } = "";

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its image.</summary>
    public string Image { get; init; } = "";

    /// <summary>"running", "exited", "paused", as the engine has it.</summary>
    public string Status { get; init; } = "";

    /// <summary>Its exit code; meaningless while it runs.</summary>
    public long ExitCode { get; init; }

    /// <summary>The kernel ended it, or a process of it, since memory ran out.</summary>
    public bool OutOfMemory { get; init; }

    /// <summary>The most memory that it may use, in bytes; null without a limit.</summary>
    public long? MemoryLimit { get; init; }

    /// <summary>It may do everything on the engine's machine, as one that runs an engine itself.</summary>
    public bool Privileged { get; init; }

    /// <summary>"healthy", "unhealthy", "starting"; null without a health check.</summary>
    public string? Health { get; init; }

    /// <summary>What the last health check printed.</summary>
    public string? HealthOutput { get; init; }

    /// <summary>How often its restart policy has started it again.</summary>
    public long RestartCount { get; init; }

    /// <summary>Why its end is no finding, and whose doing it was: "killed (SIGKILL) by the spec"; null if nothing is known.</summary>
    public string? Broken { get; init; }

    /// <summary>The last lines that it printed, without secrets.</summary>
    public IReadOnlyList<string> LastLines { get; init; } = [];

    /// <summary>How many of <see cref="LastLines"/> were printed before the spec began that fails, by a container that still runs: what they tell of was another's.</summary>
    public int LinesBefore { get; init; }

    /// <summary>When each of the last lines was printed, by this process's clock.</summary>
    internal IReadOnlyList<DateTimeOffset> LineTimes { get; init; } = [];

    /// <summary>When it was started, by this process's clock.</summary>
    internal DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended, by this process's clock, or when its engine found out; null while it runs.</summary>
    internal DateTimeOffset? EndedAt { get; init; }

    /// <summary>What the engine runs in that runs it; null where that is not known.</summary>
    internal OuterFacts? Outer { get; init; }

    /// <summary>What others did to it, where that may be why the spec fails.</summary>
    internal LikelyCause? Blame { get; init; }

    /// <summary>It is in the processes of another container, and is killed by the kernel when that ends.</summary>
    internal bool SharesProcesses { get; init; }

    /// <summary>The lines that may tell why.</summary>
    internal IReadOnlyList<string> NewLines => LinesBefore == 0 ? LastLines : [.. LastLines.Skip(LinesBefore)];

    /// <summary>The same, for the failure of a spec that began then.</summary>
    internal ContainerFacts Since(DateTimeOffset began) => Status == "running" ? this with { LinesBefore = LineTimes.TakeWhile(it => it < began).Count() } : this;
}
