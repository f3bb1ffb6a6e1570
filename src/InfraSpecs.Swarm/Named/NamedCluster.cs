using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>
/// A cluster that people gave a name (<see cref="EngineOptions.Named"/>), and that this process did not start. It is asked on the engine that its nodes are containers of: what is done here works
/// whether or not a node's own engine is reached from this machine. For specs, <see cref="SwarmCluster.AttachAsync(Uri, AttachOptions, CancellationToken)"/> attaches to it.
/// </summary>
public sealed partial class NamedCluster
{
    /// <summary>The kind of <see cref="NamedThing"/> that it is.</summary>
    public const string Kind = "swarm";

    private const string RegistryRole = "registry";

    // As helpers of faults are called.
    private const string FaultRole = "fault-";
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(60);

    private readonly Engine _engine;
    private readonly NamedResources _named;

    /// <summary>Takes it as it was found.</summary>
    /// <param name="engine">The engine that it is on.</param>
    /// <param name="named">It.</param>
    /// <exception cref="ArgumentException">It is something else.</exception>
    public NamedCluster(Engine engine, NamedResources named)
    {
        if (named.Thing.Kind != Kind) throw new ArgumentException($"{named.Thing} is no Swarm.", nameof(named));
        (_engine, _named) = (engine, named);
    }

    /// <summary>Its name.</summary>
    public string Name => _named.Thing.Name;

    /// <summary>The nodes as they are now, managers first.</summary>
    /// <param name="token">Ends the look-up.</param>
    public async Task<IReadOnlyList<NamedNode>> ReadNodesAsync(CancellationToken token)
    {
        var found = (await Task.WhenAll(Roles.Where(it => it.Role != RegistryRole).Select(async it => (it.Role, Container: await FindAsync(it.Id, token)))))
            .Where(it => it.Container is not null).OrderBy(it => it.Role, StringComparer.Ordinal).ToList();
        var (listed, why) = await ListAsync(found.Where(it => it.Container!.State!.Running && IsManager(it.Role)).Select(it => it.Container!.ID), token);
        return await Task.WhenAll(found.Select(async it =>
        {
            var (state, seen) = await StateAsync(it.Role, it.Container!, listed, why, token);
            return new NamedNode(it.Role, it.Container!.ID, state, seen);
        }));
    }

    /// <summary>How its managers' API is reached: of the first one that runs.</summary>
    /// <param name="token">Ends the look-up.</param>
    /// <exception cref="ClusterException">No manager runs, or what it has of keys is not whole.</exception>
    public async Task<NamedAccess> ReadAccessAsync(CancellationToken token)
    {
        var (running, first) = (default(ContainerInspectResponse), Roles.Where(it => IsManager(it.Role)).MinBy(it => it.Role, StringComparer.Ordinal));
        foreach (var (_, id) in Roles.Where(it => IsManager(it.Role)).OrderBy(it => it.Role, StringComparer.Ordinal))
        {
            if (running is null && await FindAsync(id, token) is { State.Running: true } found) running = found;
        }

        if (running is null || first.Id is null) throw ClusterException.NodeUnreachable("manager", "no manager of the cluster runs");
        using var identity = await ClusterIdentity.ReadAsync(_engine, first.Id, token) ?? throw ClusterException.NodeUnreachable(first.Role, "its container has no certificates that are still valid");
        var host = _engine.Endpoint is { Scheme: "unix" or "npipe" } ? "127.0.0.1" : _engine.Endpoint.Host;
        return new NamedAccess(new Uri($"tcp://{host}:{PortOf(running, NodeConnection.EnginePort)}"), identity.AuthorityPem, identity.Client);
    }

    private IEnumerable<(string Role, string Id)> Roles => _named.Resources.Containers
        .Select(it => (Role: _named.Thing.RoleOf(it.Name), it.Id))
        .Where(it => it.Role?.StartsWith(FaultRole, StringComparison.Ordinal) is false)!;

    private static bool IsManager(string role) => role.StartsWith("manager", StringComparison.Ordinal);

    private static string PortOf(ContainerInspectResponse container, int port) =>
        container.HostConfig?.PortBindings?.TryGetValue($"{port}/tcp", out var bindings) == true && bindings is [{ HostPort: { Length: > 0 } published }, ..]
            ? published
            : throw ClusterException.PortNotPublished(container.Name.TrimStart('/'), port, null);

    /// <returns>What the first manager that says something says; or why none does.</returns>
    private async Task<(IReadOnlyDictionary<string, (string Status, string Availability)>? Listed, string Why)> ListAsync(IEnumerable<string> managers, CancellationToken token)
    {
        var why = "no manager runs";
        foreach (var manager in managers)
        {
            try
            {
                var outcome = await ContainerCommand.ExecAsync(_engine.Client, manager, NodeList.Command, new ExecOptions(), token);
                if (outcome.ExitCode == 0) return (NodeList.Read(outcome.Output), "");
                why = FailureText.Complaint(outcome.Error.Split('\n')) is { } said ? $"the managers say: {said}" : "the managers do not answer";
            }
            catch (ContainerException e)
            {
                why = e.Message.Split('\n')[0].TrimEnd('.'); // it ended meanwhile
            }
        }

        return (null, why);
    }

    private async Task<(NamedNodeState State, string Seen)> StateAsync(
        string role, ContainerInspectResponse container, IReadOnlyDictionary<string, (string Status, string Availability)>? listed, string why, CancellationToken token)
    {
        if (!container.State!.Running) return (NamedNodeState.Stopped, container.State switch
        {
            { Status: "created" } => "not started",
            { OOMKilled: true } => "out of memory",
            { ExitCode: 137 } => "killed",
            var it => $"exited with code {it.ExitCode}",
        });
        if (await IsCutAsync(container.ID, token)) return (NamedNodeState.Disconnected, "cut off");
        if ((await Fault.FindAsync(await _engine.HoldAsync(container.ID, token), token)).Count > 0) return (NamedNodeState.Slow, "slow");
        if (listed is null) return (NamedNodeState.Lost, $"unknown ({why})");
        if (!listed.TryGetValue(role, out var node)) return (NamedNodeState.Lost, "not in the Swarm");
        if (node.Status != "ready") return (NamedNodeState.Lost, node.Status);
        return node.Availability == "active" ? (NamedNodeState.Ready, "ready") : (NamedNodeState.Withdrawn, node.Availability == "drain" ? "drained" : "paused");
    }

    private async Task<bool> IsCutAsync(string id, CancellationToken token)
    {
        try
        {
            return (await ContainerCommand.ExecAsync(_engine.Client, id, PartitionRules.Look, new ExecOptions { User = "root" }, token)).ExitCode == 0;
        }
        catch (ContainerException)
        {
            return false; // it ended meanwhile
        }
    }

    private async Task<ContainerInspectResponse?> FindAsync(string id, CancellationToken token)
    {
        try
        {
            return await _engine.Client.Containers.InspectContainerAsync(id, token);
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            return null; // it was removed since it was listed
        }
    }
}
