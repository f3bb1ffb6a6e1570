using System.Globalization;
using Docker.DotNet;
using Docker.DotNet.Models;
using InfraSpecs.Swarm;

namespace InfraSpecs.Cli;

/// <summary>A named thing, as a list shows it.</summary>
/// <param name="Thing">Its kind and name.</param>
/// <param name="Containers">How many containers it has: nodes, of a Swarm.</param>
/// <param name="State">"ready", or what is not: "worker02 killed".</param>
/// <param name="Made">When it was made; null where nobody knows.</param>
/// <param name="Memory">What its containers use, in bytes; null where none of them runs.</param>
/// <param name="Disk">What its containers wrote, in bytes; null where one of them cannot be asked.</param>
/// <param name="Addresses">Where its ports are reached from here, as role:port -> address.</param>
internal sealed record NamedFacts(
    NamedThing Thing, int Containers, string State, DateTimeOffset? Made, long? Memory, long? Disk, IReadOnlyDictionary<string, string> Addresses)
{
    public const string Ready = "ready";
    public const string Unfinished = "unfinished";

    // What is in a node's volume is counted in the node; elsewhere in what is mounted.
    private static readonly TimeSpan CountedWithin = TimeSpan.FromSeconds(20);

    public bool IsReady => State == Ready;

    public static async Task<NamedFacts> ReadAsync(Engine engine, NamedResources named, CancellationToken token)
    {
        var containers = (await Task.WhenAll(named.Resources.Containers.Select(it => InspectAsync(engine, it.Id, token)))).OfType<ContainerInspectResponse>().ToList();
        var running = containers.Where(it => it.State!.Running).ToList();
        var memory = Task.WhenAll(running.Select(it => MemoryAsync(engine, it.ID, token)));
        var disk = Task.WhenAll(containers.Select(it => DiskAsync(engine, it, token)));
        var nodes = named.Thing.Kind == NamedCluster.Kind ? await new NamedCluster(engine, named).ReadNodesAsync(token) : null;
        var (used, written) = (await memory, await disk);
        return new NamedFacts(
            named.Thing, nodes?.Count ?? containers.Count, StateOf(containers, nodes, named), containers.Count == 0 ? null : new DateTimeOffset(containers.Min(it => it.Created.ToUniversalTime())),
            running.Count == 0 ? null : used.Sum(), written.Any(it => it is null) ? null : written.Sum(), AddressesOf(containers, named.Thing));
    }

    /// <summary>What has not become what it was to be has no containers that start again by themselves: its maker was killed.</summary>
    private static string StateOf(List<ContainerInspectResponse> containers, IReadOnlyList<NamedNode>? nodes, NamedResources named)
    {
        if (containers.Count == 0 || containers.Any(it => it.HostConfig?.RestartPolicy?.Name is not RestartPolicyKind.UnlessStopped)) return Unfinished;
        var wrong = nodes?.Where(it => it.State != NamedNodeState.Ready).Select(it => $"{it}") ?? [];
        var ended = containers.Where(it => !it.State!.Running && nodes?.Any(node => node.ContainerId == it.ID) != true)
            .Select(it => $"{named.Thing.RoleOf(it.Name) ?? it.Name.TrimStart('/')} stopped");
        var all = string.Join(", ", wrong.Concat(ended));
        return all.Length == 0 ? Ready : all;
    }

    private static Dictionary<string, string> AddressesOf(List<ContainerInspectResponse> containers, NamedThing thing)
    {
        var found = new Dictionary<string, string>();
        foreach (var container in containers.OrderBy(it => it.Name, StringComparer.Ordinal))
        {
            var role = thing.RoleOf(container.Name) ?? thing.Kind;
            foreach (var (port, bindings) in container.HostConfig?.PortBindings ?? new Dictionary<string, IList<PortBinding>>())
            {
                if (bindings is [{ HostPort: { Length: > 0 } published } binding, ..])
                    found[$"{role}:{port.Split('/')[0]}"] = $"{(binding.HostIP is { Length: > 0 } host ? host : "127.0.0.1")}:{published}";
            }
        }

        return found;
    }

    private static async Task<long> MemoryAsync(Engine engine, string id, CancellationToken token)
    {
        ContainerStatsResponse? stats = null;
        try
        {
            await engine.Client.Containers.GetContainerStatsAsync(id, new ContainerStatsParameters { Stream = false, OneShot = true }, new FirstStats(it => stats = it), token);
        }
        catch (DockerApiException)
        {
            return 0; // it ended meanwhile
        }

        // As `docker stats` counts: without what the kernel keeps of files that nobody reads any more (cgroup v2, v1).
        var idle = stats?.MemoryStats?.Stats is { } all && (all.TryGetValue("inactive_file", out var v2) || all.TryGetValue("total_inactive_file", out v2)) ? v2 : 0;
        return (long)((stats?.MemoryStats?.Usage ?? idle) - idle);
    }

    private static async Task<long?> DiskAsync(Engine engine, ContainerInspectResponse container, CancellationToken token)
    {
        var (own, places) = (container.SizeRw ?? 0, container.Mounts?.Where(it => it.Type == "volume").Select(it => it.Destination!).ToList() ?? []);
        if (places.Count == 0) return own;
        if (!container.State!.Running) return null;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(CountedWithin);
        try
        {
            var outcome = await ContainerCommand.ExecAsync(engine.Client, container.ID, ["du", "-skx", .. places], new ExecOptions { User = "root" }, limit.Token);
            var sums = outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => long.TryParse(line.Split('\t')[0], CultureInfo.InvariantCulture, out var kib) ? kib : 0).ToList();
            return sums.Count < places.Count ? null : own + sums.Sum() * 1024;
        }
        catch (Exception e) when (e is ContainerException or DockerApiException || e is OperationCanceledException && !token.IsCancellationRequested)
        {
            return null; // its image has no du, it ended meanwhile, or it has too much to count
        }
    }

    private static async Task<ContainerInspectResponse?> InspectAsync(Engine engine, string id, CancellationToken token)
    {
        try
        {
            return await engine.Client.Containers.InspectContainerAsync(id, new ContainerInspectParameters { IncludeSize = true }, token);
        }
        catch (DockerApiException e) when (e.StatusCode is System.Net.HttpStatusCode.NotFound)
        {
            return null; // it was removed since it was listed
        }
    }

    private sealed class FirstStats(Action<ContainerStatsResponse> seen) : IProgress<ContainerStatsResponse>
    {
        public void Report(ContainerStatsResponse value) => seen(value);
    }
}
