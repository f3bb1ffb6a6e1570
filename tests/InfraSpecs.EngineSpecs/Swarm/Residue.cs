using System.Text.RegularExpressions;
using Docker.DotNet.Models;

namespace InfraSpecs.EngineSpecs.Swarm;

/// <summary>What clusters could leave behind that no label names: each node's image store is an anonymous volume.</summary>
internal static partial class Residue
{
    /// <summary>Anonymous volumes that no container has.</summary>
    public static async Task<IReadOnlyList<string>> AnonymousVolumesAsync(Engine engine, CancellationToken token)
    {
        var dangling = new Dictionary<string, IDictionary<string, bool>> { ["dangling"] = new Dictionary<string, bool> { ["true"] = true } };
        var volumes = (await engine.Client.Volumes.ListAsync(new VolumesListParameters { Filters = dangling }, token)).Volumes ?? [];
        return [.. volumes.Select(it => it.Name).Where(it => AnonymousName().IsMatch(it))];
    }

    /// <summary>Names of containers and networks with a label, whoever made them.</summary>
    public static async Task<IReadOnlyList<string>> ListAsync(Engine engine, string label, CancellationToken token)
    {
        var labelled = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [label] = true } };
        var containers = await engine.Client.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = labelled }, token);
        var networks = await engine.Client.Networks.ListNetworksAsync(new NetworksListParameters { Filters = labelled }, token);
        return [.. containers.Select(it => $"container {it.Names[0]}"), .. networks.Select(it => $"network {it.Name}")];
    }

    /// <summary>Nothing is left of a session. Volumes of specs that run meanwhile come and go, so those count that each look finds.</summary>
    public static async Task ShouldBeNoneAsync(Engine engine, IReadOnlyList<string> volumesBefore, CancellationToken token)
    {
        (await engine.ListResourcesAsync(token)).Should().BeEmpty();
        IReadOnlyList<string>? left = null;
        await Wait.UntilAsync("anonymous volumes, as before", async linked =>
        {
            var more = (await AnonymousVolumesAsync(engine, linked)).Except(volumesBefore);
            left = [.. left is null ? more : more.Intersect(left)];
            return left.Count == 0 ? Probe.Ready(true) : Probe.NotYet<bool>($"there are also {string.Join(", ", left)}");
        }, TimeSpan.FromSeconds(20), token);
    }

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex AnonymousName();
}
