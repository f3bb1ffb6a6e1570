using System.Diagnostics.CodeAnalysis;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>A stack of a cluster: services, networks, secrets and configs that came from one compose file.</summary>
[SuppressMessage("Naming", "CA1711", Justification = "That is what it is called everywhere.")]
public sealed class Stack : IAsyncDisposable
{
    private readonly Cluster _cluster;

    internal Stack(Cluster cluster, string name, StackOptions? options, IReadOnlyList<string> warnings) =>
        (_cluster, Name, Options, Warnings) = (cluster, name, options, warnings);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>What it was last asked to be; null for a stack that was only looked up.</summary>
    public StackOptions? Options { get; private set; }

    /// <summary>What the last deploy had to say: variables that nothing is known of and that became empty, options that Swarm ignores, volumes that an earlier stack left,
    /// virtual addresses that nobody reaches, services that were not pruned. A <see cref="StackException"/> has them too.</summary>
    public IReadOnlyList<string> Warnings { get; private set; }

    /// <summary>Deploys again: the file as it is now, or other options.</summary>
    /// <param name="change">The options now in, the new ones out: <c>it => it with { File = "more.yml", Prune = true }</c>. The name stays.</param>
    /// <param name="token">Ends the attempt.</param>
    /// <exception cref="InvalidOperationException">The stack was only looked up, so that its file is not known; deploy it.</exception>
    /// <inheritdoc cref="SwarmCluster.DeployStackAsync" path="/exception"/>
    public async Task UpdateAsync(Func<StackOptions, StackOptions> change, CancellationToken token)
    {
        var options = change(Options ?? throw new InvalidOperationException($"Stack {Name} was only looked up, and its file is not known; deploy it with DeployStackAsync."));
        if (options.Name != Name) throw new ArgumentException($"Stack \"{Name}\" cannot become \"{options.Name}\"; deploy that as a stack of its own.", nameof(change));
        Warnings = await StackDeploy.RunAsync(_cluster, options, token);
        Options = options;
    }

    /// <summary>Waits until every service is what it was last asked to be, all side by side, within <see cref="StackOptions.ConvergeWithin"/>. The first that cannot be ends the wait.</summary>
    /// <param name="token">Stops waiting.</param>
    /// <returns>Where the tasks run then.</returns>
    /// <exception cref="StackException">A service is not what the file says; the first line names it, with the cause.</exception>
    /// <exception cref="WaitCanceledException">The caller's token ended the wait.</exception>
    public Task<StackPlacement> WaitUntilConvergedAsync(CancellationToken token) => StackConvergence.RunAsync(_cluster, this, token);

    /// <summary>Where the tasks of all services are now.</summary>
    /// <param name="token">Ends the look-up.</param>
    public async Task<StackPlacement> ReadPlacementAsync(CancellationToken token)
    {
        var placements = await Task.WhenAll((await ServicesAsync(token)).Select(async it => (it.Name, Placement: await it.Service.ReadPlacementAsync(token))));
        return new StackPlacement(Name, placements.ToDictionary(it => it.Name, it => it.Placement));
    }

    /// <summary>Its services as the managers see them now, by name: what `docker stack services` shows.</summary>
    /// <param name="token">Ends the look-up.</param>
    public async Task<IReadOnlyList<ServiceFacts>> ReadServicesAsync(CancellationToken token) =>
        [.. (await FoundAsync(token)).Select(ServiceFacts.Read).OrderBy(it => it.Name, StringComparer.Ordinal)];

    /// <summary>The tasks of all its services, those that ended too: what `docker stack ps` shows.</summary>
    /// <param name="token">Ends the look-up.</param>
    public async Task<IReadOnlyList<TaskFacts>> ReadTasksAsync(CancellationToken token) =>
        [.. (await Task.WhenAll((await ServicesAsync(token)).Select(it => it.Service.ReadTasksAsync(token)))).SelectMany(it => it)];

    /// <summary>One of its services.</summary>
    /// <param name="name">Its name in the file: "nginx".</param>
    /// <param name="token">Ends the look-up.</param>
    /// <exception cref="ServiceException">There is none.</exception>
    public Task<Service> HoldServiceAsync(string name, CancellationToken token) =>
        ServiceCreation.HoldAsync(_cluster, $"{Name}_{name}", Options is null ? AcceptedRollback.Any : AcceptedRollback.Requested, token);

    /// <summary>Removes its services, networks, secrets and configs, whoever made them, and waits until those and the containers of its tasks are gone, from all nodes
    /// that can be asked. Volumes stay, as with the docker command line.</summary>
    /// <param name="token">Stops waiting.</param>
    /// <exception cref="WaitException">Something was still there a minute after the time that tasks have to stop; the message names it.</exception>
    public Task RemoveAsync(CancellationToken token) => StackRemoval.RunAsync(_cluster, Name, ofAll: true, token);

    /// <summary>Removes what this run made of it, and waits as <see cref="RemoveAsync"/> does. What was there before, or came from elsewhere since, stays; of one that
    /// was only looked up, all. What something else uses the cluster removes later, and where no manager can be asked all of it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Options is not null) await _cluster.Postponed.RemoveOrPostponeAsync($"stack {Name}", token => StackRemoval.RunAsync(_cluster, Name, ofAll: false, token));
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Its services, by their names in the file, and what becomes of their tasks that end.</summary>
    internal async Task<IReadOnlyList<(string Name, Service Service, SwarmRestartPolicy? Restarts)>> ServicesAsync(CancellationToken token) =>
    [
        .. (await FoundAsync(token)).Select(it => (Name: it.Spec!.Name![(Name.Length + 1)..], Service: new Service(_cluster, it.ID, it.Spec.Name, null), it.Spec.TaskTemplate?.RestartPolicy))
            .OrderBy(it => it.Name, StringComparer.Ordinal),
    ];

    private async Task<IEnumerable<SwarmService>> FoundAsync(CancellationToken token) => await _cluster.Client.Swarm.ListServicesAsync(
        new ServiceListParameters { Status = true, Filters = LabelFilter.ByLabel(LabelFilter.LabelOfStack(Name)) },
        token);
}
