using Docker.DotNet;
using Docker.DotNet.Models;
using InfraSpecs.Registry;

namespace InfraSpecs.Swarm;

/// <summary>A cluster that outlives the session: found again, reset and verified, or made anew.</summary>
internal static class ReusedCluster
{
    public static async Task<Cluster> GetAsync(Engine engine, string name, SwarmOptions options, CancellationToken token)
    {
        var image = await engine.Images.GetAsync(options.Image, token);
        var facts = engine.Client.Images.InspectImageAsync(image, token);
        var taken = await ReuseLock.TakeAsync(engine, name, image, options.ReadyWithin, token);
        try
        {
            var mark = new ReuseMark(name, ReuseKey.Compute((await facts).ID, options));
            var cluster = await FindAsync(engine, image, options, mark, token) ?? await MakeAsync(engine, name, options, mark, token);
            cluster.KeepAtDisposal(taken);
            return cluster;
        }
        catch (Exception e)
        {
            await Undo.AfterAsync(e, taken.DisposeAsync);
            throw;
        }
    }

    public static async Task<bool> RemoveAsync(Engine engine, string name, CancellationToken token)
    {
        if ((await ListAsync(engine, name, token)).FirstOrDefault() is not { } any) return await RemovePartsAsync(engine, name, token);
        await using var taken = await ReuseLock.TakeAsync(engine, name, any.ImageID, TimeSpan.FromSeconds(10), token);
        return await RemovePartsAsync(engine, name, token);
    }

    private static async Task<Cluster> MakeAsync(Engine engine, string name, SwarmOptions options, ReuseMark mark, CancellationToken token)
    {
        await RemovePartsAsync(engine, name, token);
        try
        {
            return await ClusterStart.RunAsync(engine, options, mark, token);
        }
        catch (Exception e)
        {
            await Undo.AfterAsync(e, async () => await RemovePartsAsync(engine, name, CancellationToken.None));
            throw;
        }
    }

    /// <returns>Null if there is none with this key, or it is not whole, or cannot be reset: then a new one is the quickest cure.</returns>
    private static async Task<Cluster?> FindAsync(Engine engine, string image, SwarmOptions options, ReuseMark mark, CancellationToken token)
    {
        var listed = ListAsync(engine, mark.Labels[ReuseMark.NameLabel], token);
        var networks = engine.Client.Networks.ListNetworksAsync(new NetworksListParameters { Filters = Labelled(mark.Labels[ReuseMark.NameLabel]) }, token);
        var key = mark.Labels[ReuseMark.KeyLabel];
        var containers = (await listed).Where(it => it.Labels.TryGetValue(ReuseMark.KeyLabel, out var theirs) && theirs == key).ToList();
        var wanted = options.NodeNames.Append("registry").Select(it => "/" + mark.ContainerName(it)).ToList();
        if (wanted.Except(containers.SelectMany(it => it.Names)).Any() || (await networks).SingleOrDefault() is not { } found) return null;
        if (ClusterNetwork.Existing(found, options.NodeNames) is not { } network) return null;

        var parts = new ClusterParts { Network = network };
        try
        {
            return await AttachAsync(engine, image, options, mark, parts, token);
        }
        catch (Exception e) when (e is InfraSpecsException or DockerApiException || NodeConnection.IsNoAnswer(e))
        {
            await parts.DisposeAsync();
            return null;
        }
    }

    private static async Task<Cluster?> AttachAsync(
        Engine engine, string image, SwarmOptions options, ReuseMark mark, ClusterParts parts, CancellationToken token)
    {
        using var identity = await ClusterIdentity.ReadAsync(engine, mark.ContainerName(options.ManagerNames[0]), token);
        if (identity is null) return null;
        var registry = RegistryServer.StartAsync(
            engine, options.Registry with { Network = parts.Network!.Name, Alias = "registry", Configure = builder => mark.Mark(builder, "registry") }, token);
        try
        {
            return await AttachAsync(new ClusterPlan(engine, options, image, parts.Network, null, "registry:5000", null, mark), identity, parts, registry, token);
        }
        finally
        {
            // Whoever removes the parts next must not meet one that is still being started.
            await ((Task)registry).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<Cluster> AttachAsync(
        ClusterPlan plan,
        ClusterIdentity identity,
        ClusterParts parts,
        Task<RegistryServer> registry,
        CancellationToken token)
    {
        var (engine, options) = (plan.Engine, plan.Options);
        var opened = await Task.WhenAll(options.NodeNames.Select(name => OpenAsync(plan, name, identity, parts, token)));
        var manager = opened[0].Connection;
        var seen = await Wait.UntilAsync("managers of the kept cluster", async linked => await TryReadAsync(manager, options, linked), options.ReadyWithin, token, engine.Time);
        var members = new ClusterMembers(engine, plan.Network, engine.Time, options.ReadyWithin);
        members.Nodes = [.. opened.Select(it => new Node(members, seen.Find(it.Connection.Name)!, it.Connection) { IsDisconnected = it.WasCut })];
        await ClusterStart.LabelAsync(members.Nodes, options, token);
        var preload = ClusterPreload.PushAsync(registry, options, token);
        var loads = Task.WhenAll(opened.Select(async it => await ClusterPreload.PullAsync(await preload, it.Connection, options, token)));
        var cluster = new Cluster(parts, members, await registry, engine.Session.Labels);
        await ClusterReset.RunAsync(cluster, token);
        await loads;
        return cluster;
    }

    private static async ValueTask<Probe<ClusterNodes>> TryReadAsync(NodeConnection manager, SwarmOptions options, CancellationToken token)
    {
        // Managers that were started again elect a leader first.
        var (nodes, why) = await manager.TryReadNodesAsync(token);
        if (nodes is null) return Probe.NotYet<ClusterNodes>(why);
        var missing = options.NodeNames.Where(it => nodes.Find(it) is null).ToList();
        return missing.Count == 0 ? Probe.Ready(nodes) : Probe.Hopeless<ClusterNodes>($"{string.Join(", ", missing)} left it");
    }

    private static async Task<(NodeConnection Connection, bool WasCut)> OpenAsync(
        ClusterPlan plan, string name, ClusterIdentity identity, ClusterParts parts, CancellationToken token)
    {
        var container = await plan.Engine.StartAsync(NodeContainer.Describe(plan, name), token);
        var connection = parts.Own(new NodeConnection(name, container, identity.Trusted, identity.Shown, isKept: true));
        var cut = IsCutAsync(plan.Engine, container.Id, token);
        await connection.OpenAsync(plan.Options.ReadyWithin, token);
        return (connection, await cut);
    }

    /// <summary>A process that was killed left a partition behind.</summary>
    private static async Task<bool> IsCutAsync(Engine engine, string container, CancellationToken token)
    {
        try
        {
            var mark = new ContainerPathStatParameters { Path = PartitionRules.Mark };
            await engine.Client.Containers.GetArchiveFromContainerAsync(container, mark, true, token);
            return true;
        }
        catch (DockerApiException e) when (e.StatusCode is System.Net.HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    private static async Task<bool> RemovePartsAsync(Engine engine, string name, CancellationToken token)
    {
        var containers = await ListAsync(engine, name, token);
        await Task.WhenAll(containers.Select(it => engine.Client.Containers.RemoveContainerAsync(
            it.ID, new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, CancellationToken.None)));
        var networks = await engine.Client.Networks.ListNetworksAsync(new NetworksListParameters { Filters = Labelled(name) }, token);
        await Task.WhenAll(networks.Select(it => engine.Client.Networks.DeleteNetworkAsync(it.ID, CancellationToken.None)));
        return containers.Count + networks.Count > 0;
    }

    private static Task<IList<ContainerListResponse>> ListAsync(Engine engine, string name, CancellationToken token) =>
        engine.Client.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = Labelled(name) }, token);

    private static Dictionary<string, IDictionary<string, bool>> Labelled(string name) => LabelFilter.ByLabel($"{ReuseMark.NameLabel}={name}");
}
