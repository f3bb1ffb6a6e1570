using System.Collections.Concurrent;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>Follows the containers of a service on one node, also over the loss of the node and its return.</summary>
/// <param name="node">The node.</param>
/// <param name="serviceId">The service.</param>
/// <param name="ahead">How far the node's clock is ahead of this process's.</param>
/// <param name="log">Where it is written down.</param>
/// <param name="stop">Ends it.</param>
internal sealed class NodeReplicas(Node node, string serviceId, TimeSpan ahead, ReplicaLog log, CancellationToken stop)
{
    // There is no stream to follow that tells of a node's return; it is seen so much later at most.
    private static readonly TimeSpan LookForItsReturn = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan AsLongAsItTakes = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<string, ReplicaContainer> _known = [];
    private readonly ConcurrentDictionary<(string Id, string Action, long Time), bool> _seen = [];
    private DateTimeOffset _since;

    /// <summary>Ends when it is stopped.</summary>
    public Task Following { get; private set; } = Task.CompletedTask;

    private TimeProvider Time => node.Members.Time;

    /// <summary>Returns when everything that happens from now on is seen.</summary>
    public async Task BeginAsync(CancellationToken token)
    {
        var engine = node.Client;
        var events = await SubscribeAsync(engine, token);
        Following = FollowAsync(engine, events);
        await ListAsync(engine, token);
    }

    /// <summary>Takes in what the engine has told until then, and what is on its way still.</summary>
    /// <param name="until">By this process's clock.</param>
    /// <param name="token">Ends the attempt.</param>
    public async Task CatchUpAsync(DateTimeOffset until, CancellationToken token)
    {
        try
        {
            var engine = node.Client;
            foreach (var said in await ContainerEvents.ReadAsync(engine, serviceId, _since, until + ahead, token)) await TakeAsync(engine, said, token);
        }
        catch (Exception e) when (IsLoss(e))
        {
            token.ThrowIfCancellationRequested();
            await NoteLossAsync(token);
        }
    }

    private async Task FollowAsync(IDockerClient engine, ContainerEvents events)
    {
        try
        {
            while (true)
            {
                await TakeAllAsync(engine, events);
                await NoteLossAsync(stop);
                (engine, events) = await Wait.UntilAsync($"engine of node {node}", ReturnedAsync, AsLongAsItTakes, stop, Time, LookForItsReturn);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return;
        }
    }

    /// <summary>Until the engine is gone.</summary>
    private async Task TakeAllAsync(IDockerClient engine, ContainerEvents events)
    {
        try
        {
            await foreach (var said in events.ReadAllAsync(stop)) await TakeAsync(engine, said, stop);
        }
        catch (Exception e) when (IsLoss(e))
        {
            stop.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Its replicas ended with it. That is seen later, on a busy machine seconds later, when others may run in their place already.</summary>
    private async Task NoteLossAsync(CancellationToken token)
    {
        var (lost, seen) = (_known.Values.ToList(), Time.GetUtcNow());
        var at = await FindEndAsync(token) is { } end && end < seen ? end : seen;
        foreach (var container in lost) log.Add(container.Change(ReplicaEvent.Lost, at, ""));
    }

    /// <returns>When the node's container ended, by this process's clock; null if it goes on, or nobody can say.</returns>
    private async Task<DateTimeOffset?> FindEndAsync(CancellationToken token)
    {
        try
        {
            return await node.Connection.FindEndAsync(token) is { } end && end >= _since ? end - ahead : null;
        }
        catch (Exception e) when (IsLoss(e))
        {
            return null;
        }
    }

    private async ValueTask<Probe<(IDockerClient Engine, ContainerEvents Events)>> ReturnedAsync(CancellationToken token)
    {
        try
        {
            var engine = node.Client;
            var events = await SubscribeAsync(engine, token);
            await ListAsync(engine, token);
            return Probe.Ready((engine, events));
        }
        catch (Exception e) when (IsLoss(e))
        {
            // A node that is down says so at once, also to a watch that is being stopped.
            token.ThrowIfCancellationRequested();
            return Probe.NotYet<(IDockerClient, ContainerEvents)>(e.Message);
        }
    }

    private async Task<ContainerEvents> SubscribeAsync(IDockerClient engine, CancellationToken token)
    {
        _since = await EngineClock.FindTimeAsync(engine, token) ?? Time.GetUtcNow() + ahead;
        return ContainerEvents.Follow(engine, serviceId, _since, stop);
    }

    private async Task ListAsync(IDockerClient engine, CancellationToken token)
    {
        var filter = new ContainersListParameters { Filters = LabelFilter.ByLabel(LabelFilter.LabelOfTasks(serviceId)) };
        await Task.WhenAll((await engine.Containers.ListContainersAsync(filter, token)).Select(async it =>
        {
            // What happens after this moment comes as an event, and counts.
            var at = Time.GetUtcNow();
            if (await InspectAsync(engine, it.ID, token) is not { State.Running: true, Config: { } config } inspected) return;
            var facts = new Dictionary<string, string>(config.Labels ?? new Dictionary<string, string>()) { ["image"] = config.Image ?? "" };
            var container = _known.GetOrAdd(it.ID, ReplicaContainer.Read(it.ID, node.Name, facts, inspected));
            var runs = !container.HasHealthCheck || inspected.State.Health!.Status == "healthy";
            log.Add(container.Change(runs ? ReplicaEvent.Present : ReplicaEvent.Started, at, ""));
        }));
    }

    private async Task TakeAsync(IDockerClient engine, Message said, CancellationToken token)
    {
        if (said is not { Action: { } action, Actor: { ID: { } id, Attributes: { } attributes }, TimeNano: { } nanoseconds }) return;
        if (!_known.TryGetValue(id, out var container))
        {
            container = _known.GetOrAdd(id, ReplicaContainer.Read(id, node.Name, attributes, await InspectAsync(engine, id, token)));
        }

        if (!_seen.TryAdd((id, action, nanoseconds), true)) return;
        if (container.ChangeOf(action, attributes, DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / 100) - ahead) is { } change) log.Add(change);
    }

    private static async Task<ContainerInspectResponse?> InspectAsync(IDockerClient engine, string id, CancellationToken token)
    {
        try
        {
            return await engine.Containers.InspectContainerAsync(id, token);
        }
        catch (DockerContainerNotFoundException)
        {
            return null; // what it was does not matter any more
        }
    }

    private static bool IsLoss(Exception e) =>
        e is ObjectDisposedException or OperationCanceledException or DockerApiException || NodeConnection.IsNoAnswer(e);
}
