using System.Globalization;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>Volumes that an earlier stack of the name has left: a new one gets them with all that is in them, and Swarm does not say so.</summary>
internal static class StackVolumes
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(3);

    /// <returns>A warning for each, before the stack is deployed. A node that does not answer is passed over.</returns>
    public static async Task<IReadOnlyList<string>> FindAsync(Cluster cluster, string stack, ComposeFile file, CancellationToken token)
    {
        var wanted = file.Volumes(stack).ToList();
        if (wanted.Count == 0) return [];
        using var deadline = new CancellationTokenSource(Within, cluster.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, token);
        var there = (await Task.WhenAll(cluster.Nodes.Where(it => it.IsOpen).Select(it => ListAsync(it, linked.Token)))).SelectMany(it => it).ToLookup(it => it.Volume.Name);
        token.ThrowIfCancellationRequested();
        return [.. wanted.Where(it => there.Contains(it.Name)).Select(it => Told(file, it, [.. there[it.Name]], cluster.Time.GetUtcNow()))];
    }

    internal static string Told(ComposeFile file, (string Name, int Line) it, IReadOnlyList<(string Node, VolumeResponse Volume)> there, DateTimeOffset now) =>
        $"{file.Path}:{it.Line}: volume {it.Name} is there already, {string.Join(", ", there.Select(found => $"on {found.Node}{Age(found.Volume, now)}"))}. What an earlier stack left in it stays, "
        + $"as the password that a database was first started with; to begin anew, remove it before: docker volume rm {it.Name}, on its node.";

    private static string Age(VolumeResponse volume, DateTimeOffset now) =>
        DateTimeOffset.TryParse(volume.CreatedAt, CultureInfo.InvariantCulture, out var made) && now > made
            ? $" (made {FailureText.Duration(TimeSpan.FromSeconds(Math.Ceiling((now - made).TotalSeconds)))} ago)"
            : "";

    private static async Task<IReadOnlyList<(string Node, VolumeResponse Volume)>> ListAsync(Node node, CancellationToken token)
    {
        try
        {
            return [.. ((await node.Client.Volumes.ListAsync(token)).Volumes ?? []).Select(it => (node.Name, it))];
        }
        catch (Exception e) when (e is DockerApiException or OperationCanceledException || NodeConnection.IsNoAnswer(e))
        {
            return [];
        }
    }
}
