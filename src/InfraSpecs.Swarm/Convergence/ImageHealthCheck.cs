using Docker.DotNet;

namespace InfraSpecs.Swarm;

/// <summary>Whether the tasks of a service that says nothing of health have their image's check. The managers do not know; the node of a task does.</summary>
internal sealed class ImageHealthCheck(Cluster cluster)
{
    private readonly Dictionary<string, bool> _known = [];

    /// <summary>Adds it, where it is open and a task runs that can be asked.</summary>
    public async Task<Placement> AddAsync(Placement seen, CancellationToken token)
    {
        if (seen.HasHealthCheck is not null || seen.Current(upToDateOnly: true).FirstOrDefault(it => it is { IsRunning: true, ContainerId: not null }) is not { } task) return seen;
        var image = $"{task.Image}@{task.Digest}";
        if (!_known.TryGetValue(image, out var has)) _known[image] = has = await AskAsync(task, token);
        return seen with { HasHealthCheck = has };
    }

    private async Task<bool> AskAsync(TaskFacts task, CancellationToken token)
    {
        if (cluster.Nodes.FirstOrDefault(it => it.SwarmId == task.NodeId) is not { IsOpen: true } node) return false;
        try
        {
            return (await node.Client.Containers.InspectContainerAsync(task.ContainerId!, token)).State?.Health is { Status: not ("none" or "" or null) };
        }
        catch (Exception e) when (e is DockerApiException || NodeConnection.IsNoAnswer(e))
        {
            return false; // the longer wait for tasks without a check is right in any case
        }
    }
}
