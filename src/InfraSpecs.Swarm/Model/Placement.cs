namespace InfraSpecs.Swarm;

/// <summary>Where the tasks of a service ran when a manager was asked: which slot on which node, since when, from which digest, and what failed before.</summary>
public sealed record Placement
{
    /// <summary>The service's name.</summary>
    public required string Service { get; init; }

    /// <summary>How many tasks the service has, and whether they run on or end.</summary>
    public ServiceMode Mode { get; init; }

    /// <summary>How many tasks there shall be; of a job, how many shall complete. In the global modes the nodes that the managers chose.</summary>
    public required int Wanted { get; init; }

    /// <summary>All tasks that the managers remember, by slot or node, the newest first: some five that ended for each.</summary>
    public required IReadOnlyList<TaskFacts> Tasks { get; init; }

    /// <summary>The managers remember tasks that ended. Where they do not (a task history limit of 0), nothing can be said of failures and restarts.</summary>
    /// <value>Default true.</value>
    public bool HasHistory { get; init; } = true;

    /// <summary>The nodes at that moment.</summary>
    public required ClusterNodes Nodes { get; init; }

    /// <summary>The service's constraints.</summary>
    public IReadOnlyList<string> Constraints { get; init; } = [];

    /// <summary>Over what the service wants its tasks spread: "node.labels.rack".</summary>
    public IReadOnlyList<string> Preferences { get; init; } = [];

    /// <summary>What its image is made for; empty where that is not known.</summary>
    internal IReadOnlyList<ImagePlatform> Platforms { get; init; } = [];

    /// <summary>The service says that its tasks have a health check, or that they have none; null if it leaves that to their image.</summary>
    internal bool? HasHealthCheck { get; init; }

    /// <summary>How far the last update of the service is.</summary>
    public UpdateState UpdateState { get; init; }

    /// <summary>What the managers say to it.</summary>
    public string UpdateMessage { get; init; } = "";

    /// <summary>The managers took the last update back, or are about to, and nobody asked them for that.</summary>
    internal bool IsRolledBackByItself { get; init; }

    /// <summary>What the nodes' engines say of tasks that do not run as they should: health checks, memory, last output. Read where it is shown.</summary>
    internal IReadOnlyList<TaskTrouble> Troubles { get; init; } = [];

    /// <summary>Why no node suits a task that waits for one, in half a sentence; null where none does, or only the scheduler's words are known. Read where it is shown.</summary>
    internal string? Refusal { get; init; }

    /// <summary>The test of the service's own health check, as the engine has it: "CMD", "CMD-SHELL" or "NONE" and then the command; null if it leaves that to the image.</summary>
    internal IReadOnlyList<string>? HealthTest { get; init; }

    /// <summary>When it was read, by this process's clock.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>The tasks that run and are wanted to, by slot or node. The last word of a node that is down does not count.</summary>
    public IReadOnlyList<TaskFacts> Running => [.. Tasks.Where(it => it.IsRunning && !IsOnLostNode(it))];

    /// <summary>The tasks that failed or were rejected, the latest first.</summary>
    public IReadOnlyList<TaskFacts> Failed => [.. Tasks.Where(it => it.HasFailed).OrderByDescending(it => it.Since)];

    /// <summary>The tasks of the service as it is now that ended by themselves and were replaced, as far as the managers remember. Tasks that were stopped, by an
    /// update, a scaling, or because their node was drained, are not among them; nor are those of a job that completed.</summary>
    public IReadOnlyList<TaskFacts> Restarted => [.. Tasks.Where(it => it.IsUpToDate && (it.HasFailed || (it.State == TaskState.Complete && !IsJob)))];

    /// <summary>The nodes that are ready and active, meet the service's constraints, and have a platform that its image is made for.</summary>
    public IReadOnlyList<NodeState> EligibleNodes =>
        [.. Nodes.All.Where(it => it.IsAvailable && NodeConstraint.AllMetBy(it, Constraints) && (Platforms.Count == 0 || Platforms.Any(platform => platform.Fits(it))))];

    /// <summary>Why not all tasks run, in half a sentence: a task that no node suits, the last failure, a task on its way; null if all run.</summary>
    public string? WhyNotAll
    {
        get
        {
            var current = Current(upToDateOnly: true);
            if (current.Count(it => it.IsRunning || (IsJob && it.State == TaskState.Complete)) >= Wanted && (Wanted > 0 || !IsGlobal)) return null;
            return Troubles.Select(it => it.Cause).FirstOrDefault(it => it is not null)
                ?? (current.FirstOrDefault(it => it is { State: TaskState.Pending, Error.Length: > 0 }) is { } nowhere ? nowhere.Sentence + Refused + LostNodes : null)
                ?? (IsNodeless ? $"{(Constraints.Count > 0 ? $"no active node meets its constraints ({string.Join(" and ", Constraints)})" : "no node may have tasks")}{Refused}" : null)
                ?? WhyNeverHealthy
                ?? Failed.Concat(Restarted).Where(it => it is { IsUpToDate: true, IsOfThisRun: true }).MaxBy(it => it.Since)?.Sentence
                ?? current.Where(it => !it.IsRunning && it.State != TaskState.Complete).MinBy(it => it.State)?.Sentence
                ?? "the managers have not made the others yet";
        }
    }

    private string Refused => Refusal is null ? "" : $": {Refusal}";

    /// <summary>That a task starts without end, since the engine runs no test of its health check's kind; null if that is not so.</summary>
    internal string? WhyNeverHealthy => HealthTest is [var kind, ..] && kind is not ("" or "CMD" or "CMD-SHELL" or "NONE")
        && Current(upToDateOnly: true).FirstOrDefault(it => it.State == TaskState.Starting) is { } starting
        ? $"{starting.Sentence}: its health check is the list [{string.Join(", ", HealthTest)}], which begins with {kind} and not with CMD or CMD-SHELL, so that the engine never runs it"
        : null;

    /// <summary>It is global, and no node is to have a task of it.</summary>
    internal bool IsNodeless => IsGlobal && !Tasks.Any(it => it.IsWanted);

    /// <summary>What to do about what is told of its tasks; null where that is not known.</summary>
    internal string? Advice => WhyNeverHealthy is not null
        ? "write the test as [CMD, program, argument] or [CMD-SHELL, \"a command line\"], or as one text, which a shell runs."
        : Troubles.FirstOrDefault(it => it.Cause is not null)?.Advice ?? Tasks.OrderByDescending(it => it.Since).Select(it => it.Advice).FirstOrDefault(it => it is not null)
            ?? Current(upToDateOnly: true).Where(it => it.State == TaskState.Pending).Select(it => it.Error).Concat(IsNodeless ? [Nodeless] : [])
                .Select(said => WayBack.For(this, said) ?? SchedulingAdvice.For(said)).FirstOrDefault(it => it is not null);

    /// <summary>A global service that got no task has no words of the scheduler.</summary>
    private string Nodeless => Constraints.Count > 0 ? $"{SchedulingAdvice.Unsatisfied}; {SchedulingAdvice.NotAvailable}" : SchedulingAdvice.NotAvailable;

    /// <summary>Which nodes would perhaps suit a task, were they there.</summary>
    private string LostNodes => string.Concat(Nodes.All.Where(it => !it.IsReady).Select(it => $"; {it}"));

    /// <summary>The tasks that run still although they are to stop.</summary>
    public IReadOnlyList<TaskFacts> Leaving => [.. Tasks.Where(it => it is { State: TaskState.Running, IsWanted: false } && !IsOnLostNode(it))];

    /// <summary>It is a job.</summary>
    internal bool IsJob => Mode is ServiceMode.ReplicatedJob or ServiceMode.GlobalJob;

    internal bool IsGlobal => Mode is ServiceMode.Global or ServiceMode.GlobalJob;

    /// <summary>One for each slot or node: the one that is furthest from its end in what is wanted of it, and of two such the one that is less far, as with
    /// updates that start the new task first (the docker CLI's rule). Those on lost nodes are ignored.</summary>
    internal IReadOnlyList<TaskFacts> Current(bool upToDateOnly) =>
    [
        .. Tasks.Where(it => it.IsWanted && it.IsOfThisRun && !IsOnLostNode(it) && (it.IsUpToDate || !upToDateOnly))
            .GroupBy(it => it.Place)
            .Select(place => place.OrderBy(it => it.DesiredState).ThenBy(it => it.State).ThenByDescending(it => it.CreatedAt).First()),
    ];

    /// <summary>Slots or nodes whose last task ended by itself, and that the managers leave so.</summary>
    internal IReadOnlyList<TaskFacts> GivenUp => IsJob
        ? []
        :
        [
            .. Tasks.GroupBy(it => it.Place)
                .Where(place => !place.Any(it => it.IsWanted))
                .Select(place => place.MaxBy(it => it.CreatedAt)!)
                .Where(it => it is { IsUpToDate: true, HasEndedByItself: true, DesiredState: TaskState.Shutdown } && (!IsGlobal || Nodes.FindById(it.NodeId) is { IsAvailable: true })),
        ];

    /// <summary>That no node has what a constraint asks for or excludes, so that it holds nowhere or everywhere, most often because it is mistyped.</summary>
    /// <param name="constraint">"node.labels.disk != ssd", as <see cref="NodeState.Meets"/> takes it.</param>
    /// <returns>Half a sentence, as "no node has the label node.labels.dsk (did you mean disk?)"; null if a node has it.</returns>
    /// <exception cref="ArgumentException">It is no constraint, or one that no node can meet.</exception>
    public string? WhyNoNodeHas(string constraint) => NodeMatch.WhyNoNodeHas(Nodes, NodeConstraint.Parse(constraint));

    /// <summary>Why no tasks are spread over what a preference names: it is no label, or no node has it.</summary>
    /// <param name="preference">"node.labels.rack", as <see cref="ServiceOptions.Preferences"/> has it.</param>
    /// <returns>Half a sentence; null if tasks are spread over it.</returns>
    public string? WhyNotSpreadOver(string preference) => SpreadPreference.WhyNot(Nodes, preference);

    /// <summary>How many tasks run for each value that a label has on the nodes that may have tasks, and on those that have some; for nodes without it as the value "".</summary>
    /// <param name="label">"node.labels.rack" or "engine.labels.rack".</param>
    /// <exception cref="ArgumentException">It is no label.</exception>
    public IReadOnlyDictionary<string, int> CountByLabel(string label)
    {
        var key = SpreadPreference.Find(label) ?? throw new ArgumentException(SpreadPreference.WhyNot(label), nameof(label));
        var tasks = Running.ToLookup(it => it.NodeId);
        return Nodes.All.Where(it => tasks.Contains(it.Id) || EligibleNodes.Contains(it)).GroupBy(it => key.ValueOn(it)!).ToDictionary(it => it.Key, it => it.Sum(node => tasks[node.Id].Count()));
    }

    /// <inheritdoc/>
    public override string ToString() => PlacementPicture.Draw(this);

    internal bool IsOnLostNode(TaskFacts task) => task.NodeId.Length > 0 && Nodes.FindById(task.NodeId) is not { State: not NodeStatus.Down };
}
