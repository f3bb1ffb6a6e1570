using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>A service of a cluster. What changes it returns when the managers have taken the change; then wait until it has converged.</summary>
public sealed partial class Service : IAsyncDisposable
{
    private readonly bool _isMadeHere;
    private ServiceOptions? _before;
    private AcceptedRollback _rollback;

    /// <param name="cluster">Where it is.</param>
    /// <param name="id">Its ID.</param>
    /// <param name="name">Its name.</param>
    /// <param name="options">What it was asked to be; null for one that was made elsewhere.</param>
    /// <param name="rollback">Which rollback of it is no failure as long as it is not changed here.</param>
    internal Service(Cluster cluster, string id, string name, ServiceOptions? options, AcceptedRollback rollback = AcceptedRollback.Any)
    {
        (Cluster, Id, Name, Options) = (cluster, id, name, options);
        (_isMadeHere, _rollback) = (options is not null, rollback);
    }

    /// <summary>The ID that the managers gave it.</summary>
    public string Id { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>What it was last asked to be; null for a service that was made elsewhere.</summary>
    public ServiceOptions? Options { get; private set; }

    /// <summary>What there is to be warned of since it was made, though it converges: that nobody reaches its virtual address, on an engine whose kernel has no IPVS.</summary>
    public IReadOnlyList<string> Warnings { get; internal init; } = [];

    /// <summary>Changes the number of tasks.</summary>
    /// <param name="replicas">How many, 0 or more.</param>
    /// <param name="token">Ends the attempt.</param>
    /// <exception cref="InvalidOperationException">It is not a replicated service or job.</exception>
    /// <exception cref="ServiceException">The managers refuse.</exception>
    public async Task ScaleAsync(int replicas, CancellationToken token)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(replicas);
        await ChangeAsync(Scaled, Options is null ? null : Options with { Replicas = replicas }, token);

        void Scaled(ServiceSpec spec)
        {
            if (spec.Mode?.Replicated is { } replicated) replicated.Replicas = (ulong)replicas;
            else if (spec.Mode?.ReplicatedJob is { } job) (job.TotalCompletions, job.MaxConcurrent) = ((ulong)replicas, (ulong)(Options?.Concurrency ?? replicas));
            else throw new InvalidOperationException($"Service {Name} has a task on every node; it cannot be scaled.");
        }
    }

    /// <summary>Makes it what other options say. The image's tag is looked up anew: one that was pushed again means the new image.</summary>
    /// <param name="change">The options now in, the new ones out: <c>it => it with { Image = "example/echo:2" }</c>. The name stays.</param>
    /// <param name="token">Ends the attempt.</param>
    /// <exception cref="InvalidOperationException">The service was made elsewhere, so that its options are not known; change its specification.</exception>
    /// <exception cref="InvalidOptionsException">The options cannot be meant.</exception>
    /// <exception cref="ServiceException">A secret or config that they name is not in the cluster, or the managers refuse.</exception>
    public async Task UpdateAsync(Func<ServiceOptions, ServiceOptions> change, CancellationToken token)
    {
        var options = change(Options ?? throw new InvalidOperationException($"Service {Name} was made elsewhere; change its ServiceSpec instead of options."));
        options.Validate();
        var files = await ServiceFileIds.FindAsync(Cluster.Client, options, token);
        var image = await ImagePin.ResolveAsync(Cluster, options.Image, token);
        await ServiceChange.RunAsync(
            Cluster, Id, Name, spec => ServiceSpecMapping.Map(options, image, files, Cluster.Labels, spec.TaskTemplate?.ForceUpdate ?? 0), token);
        NoteChange(options);
    }

    /// <summary>Changes its specification as the engine's API has it.</summary>
    /// <param name="change">The specification now, to be changed; called again with the newer one if somebody else changed it meanwhile.</param>
    /// <param name="token">Ends the attempt.</param>
    /// <exception cref="ServiceException">The managers refuse.</exception>
    public Task UpdateAsync(Action<ServiceSpec> change, CancellationToken token) => ChangeAsync(change, Options, token);

    /// <summary>Replaces every task, with nothing changed: that is how tasks are spread anew over nodes that came back. The digest stays.</summary>
    /// <param name="token">Ends the attempt.</param>
    public Task ForceUpdateAsync(CancellationToken token) => ChangeAsync(spec => spec.TaskTemplate!.ForceUpdate++, Options, token);

    /// <summary>Makes it what it was before the last change.</summary>
    /// <param name="token">Ends the attempt.</param>
    /// <exception cref="ServiceException">It was never changed, or was rolled back already.</exception>
    public async Task RollBackAsync(CancellationToken token)
    {
        await ServiceChange.RollBackAsync(Cluster, Id, Name, token);
        NoteRollback();
    }

    /// <summary>Waits until it is what it was last asked to be, within <see cref="ServiceOptions.ConvergeWithin"/>; 60 s for a service made elsewhere.</summary>
    /// <inheritdoc cref="WaitUntilConvergedAsync(TimeSpan, CancellationToken)"/>
    public Task<Placement> WaitUntilConvergedAsync(CancellationToken token) => WaitAsync(Goal.Converged, null, token);

    /// <summary>
    /// Waits until it is what it was last asked to be, by the docker CLI's rules: as many tasks as are wanted run that are as the service is now, one for each
    /// slot or node, none on nodes that are down; and they have run for <see cref="ServiceOptions.StableFor"/>. The nodes' own engines must say so too, where they can
    /// be asked. A job has converged when its tasks have completed.
    /// </summary>
    /// <param name="within">The deadline.</param>
    /// <param name="token">Stops waiting.</param>
    /// <returns>Where its tasks run then.</returns>
    /// <exception cref="ServiceException">The deadline passed, or it cannot be any more: the update is paused or was taken back, two tasks of a slot were
    /// rejected one after the other, the restart policy gives a task up, or no node suits one for <see cref="ServiceOptions.UnplaceableFor"/>. The first line has the cause.</exception>
    /// <exception cref="WaitCanceledException">The caller's token ended the wait.</exception>
    public Task<Placement> WaitUntilConvergedAsync(TimeSpan within, CancellationToken token) => WaitAsync(Goal.Converged, within, token);

    /// <summary>Where its tasks are now, and what the nodes' engines say of those that do not run.</summary>
    /// <param name="token">Ends the look-up.</param>
    public async Task<Placement> ReadPlacementAsync(CancellationToken token) =>
        await TroubleReader.AddAsync(await PlacementReader.ReadAsync(Cluster, Key, token), Cluster, Id, token);

    /// <summary>Its tasks, those that ended too, by slot or node, the newest first.</summary>
    /// <param name="token">Ends the look-up.</param>
    public async Task<IReadOnlyList<TaskFacts>> ReadTasksAsync(CancellationToken token) =>
        (await PlacementReader.ReadAsync(Cluster, Key, token)).Tasks;

    /// <summary>What its tasks print, from the first line, as it comes, also of tasks that are made later. It goes on until the token ends it.</summary>
    /// <param name="token">Ends the stream with an <see cref="OperationCanceledException"/>.</param>
    public IAsyncEnumerable<TaskLogLine> ReadOutputAsync(CancellationToken token) => ServiceLog.ReadAsync(Cluster, this, follow: true, token);

    /// <summary>What its tasks have printed so far.</summary>
    /// <param name="token">Ends the look-up.</param>
    public async Task<IReadOnlyList<TaskLogLine>> ReadLogAsync(CancellationToken token)
    {
        List<TaskLogLine> lines = [];
        await foreach (var line in ServiceLog.ReadAsync(Cluster, this, follow: false, token)) lines.Add(line);
        return lines;
    }

    /// <summary>What one task prints, from its first line, as it comes, read from its node's own engine; the stream ends when the task does.</summary>
    /// <param name="task">A task of this service.</param>
    /// <param name="token">Ends the stream with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ClusterException">The node's engine cannot be asked.</exception>
    /// <exception cref="InvalidOperationException">The task never had a container.</exception>
    public IAsyncEnumerable<LogLine> ReadOutputAsync(TaskFacts task, CancellationToken token) => TaskContainer.Find(Cluster, task).ReadOutputAsync(Cluster.Time, token);

    /// <inheritdoc cref="ExecAsync(TaskFacts, IReadOnlyList{string}, ExecOptions, CancellationToken)"/>
    public Task<ExecOutcome> ExecAsync(TaskFacts task, IReadOnlyList<string> command, CancellationToken token) => ExecAsync(task, command, new ExecOptions(), token);

    /// <summary>Runs a command in the container of a task, through its node's own engine, and waits for its end.</summary>
    /// <param name="task">A task of this service that runs.</param>
    /// <param name="command">The program and its arguments; no shell is put before it.</param>
    /// <param name="options">As whom, where, with what input.</param>
    /// <param name="token">Stops waiting.</param>
    /// <returns>Its exit code, whatever it is, and its output.</returns>
    /// <exception cref="ClusterException">The node's engine cannot be asked.</exception>
    /// <exception cref="InvalidOperationException">The task never had a container.</exception>
    public Task<ExecOutcome> ExecAsync(TaskFacts task, IReadOnlyList<string> command, ExecOptions options, CancellationToken token)
    {
        var container = TaskContainer.Find(Cluster, task);
        return ContainerCommand.ExecAsync(container.Engine, container.Id, command, options, token);
    }

    /// <summary>Removes it, and waits until the containers of its tasks are gone from all nodes that can be asked.</summary>
    /// <param name="token">Stops waiting.</param>
    /// <exception cref="WaitException">Some were still there a minute after the time that they have to stop.</exception>
    public Task RemoveAsync(CancellationToken token) => ServiceRemoval.RunAsync(Cluster, this, token);

    /// <summary>Removes it as <see cref="RemoveAsync"/> does; nothing if it is gone already. A service that was made elsewhere stays. Where no manager can be asked it goes with
    /// the cluster.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isMadeHere) await Cluster.Postponed.RemoveOrPostponeAsync(Id, RemoveAsync);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal Cluster Cluster { get; }

    internal (string Id, string Name) Key => (Id, Name);

    private ServiceOptions OptionsOrDefaults => Options ?? new ServiceOptions { Name = Name, Image = "?" };

    /// <summary>It is what it was before the last change.</summary>
    private void NoteRollback() => (Options, _before, _rollback) = (_before ?? Options, null, AcceptedRollback.Any);

    private ConvergenceRules RulesFor(Goal goal, string more) => new(
        OptionsOrDefaults.StableFor,
        OptionsOrDefaults.UnplaceableFor,
        RollbackFor(goal),
        OptionsOrDefaults.RestartCondition == RestartCondition.None ? 0 : OptionsOrDefaults.RestartMaxAttempts,
        goal,
        more);

    /// <summary>An update that the managers took back has not gone through, whoever asked for it.</summary>
    private AcceptedRollback RollbackFor(Goal goal) => goal switch
    {
        Goal.RolledBack => AcceptedRollback.Any,
        Goal.Updated when _rollback == AcceptedRollback.Any => AcceptedRollback.Requested,
        _ => _rollback,
    };

    /// <param name="goal">What is waited for.</param>
    /// <param name="within">The deadline; null for the options'.</param>
    /// <param name="token">Stops waiting.</param>
    private Task<Placement> WaitAsync(Goal goal, TimeSpan? within, CancellationToken token) => ConvergenceWait.RunAsync(
        Cluster, (Id, Name), RulesFor(goal, within is null && Options is not null ? MoreTime.OfService : MoreTime.OfCall), within ?? OptionsOrDefaults.ConvergeWithin, token);

    private async Task ChangeAsync(Action<ServiceSpec> change, ServiceOptions? options, CancellationToken token)
    {
        await ServiceChange.RunAsync(Cluster, Id, Name, Applied, token);
        NoteChange(options);

        ServiceSpec Applied(ServiceSpec spec)
        {
            change(spec);
            return spec;
        }
    }

    private void NoteChange(ServiceOptions? options) => (_before, Options, _rollback) = (Options, options, AcceptedRollback.None);
}
