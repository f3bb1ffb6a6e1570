using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>Containers with the probe in them, on nodes' own engines. Disposing removes all of them, whatever happened.</summary>
internal sealed class VantageContainers(Cluster cluster) : IAsyncDisposable
{
    private const string Label = "infraspecs.vantage";

    // A node that does not answer cannot hold the disposal up; what is on it goes with it, or when it comes back.
    private static readonly TimeSpan RemovedWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StartedWithin = TimeSpan.FromMinutes(1);

    private readonly string _id = Guid.NewGuid().ToString("N");
    private readonly List<(Node Node, Task Starting)> _starts = [];

    /// <summary>Starts one. The engine may not notice that nobody waits any more, so the start itself is not cancelled; the disposal waits for its end.</summary>
    /// <param name="place">Where.</param>
    /// <param name="image">The probe's.</param>
    /// <param name="token">Stops waiting.</param>
    public async Task<VantagePoint> EnterAsync(VantagePlace place, string image, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var starting = StartAsync(place, image);
        lock (_starts) _starts.Add((place.Node, starting));
        try
        {
            return new VantagePoint(place.Name, place.Where, place.Node, await starting.WaitAsync(token), cluster.Time);
        }
        catch (Exception e) when (e is not InfraSpecsException && (e is DockerApiException || NodeConnection.IsNoAnswer(e)))
        {
            throw ClusterException.PointRefused(place.Name, place.Node.Name, e);
        }
        catch (WaitException e) when (e.Reason == WaitReason.TimedOut)
        {
            throw ClusterException.PointRefused(place.Name, place.Node.Name, StartedWithin, e);
        }
    }

    /// <summary>They are all in this network, which stays as long as they do.</summary>
    public void AreIn(string network) => cluster.Postponed.Enter(this, network);

    public async ValueTask DisposeAsync()
    {
        List<(Node Node, Task Starting)> starts;
        lock (_starts)
        {
            starts = [.. _starts];
            _starts.Clear();
        }

        await Task.WhenAll(starts.GroupBy(it => it.Node).Select(it => RemoveAsync(it.Key, [.. it.Select(start => start.Starting)])));
        cluster.Postponed.Leave(this);
        await cluster.Postponed.TryAgainAsync(cluster, CancellationToken.None);
    }

    private Task<string> StartAsync(VantagePlace place, string image) => Wait.UntilAsync($"vantage point {place.Where}", async linked =>
    {
        try
        {
            return Probe.Ready(await StartAsync(place.Node.Client, image, place.NetworkMode, linked));
        }
        catch (DockerApiException e) when (IsSlowToAttach(e))
        {
            return Probe.NotYet<string>(EngineMessage.Of(e));
        }
    }, StartedWithin, CancellationToken.None, cluster.Time);

    private async Task<string> StartAsync(IDockerClient engine, string image, string networkMode, CancellationToken token)
    {
        var container = await engine.Containers.CreateContainerAsync(
            new CreateContainerParameters
            {
                Image = image,
                Labels = new Dictionary<string, string>(cluster.Labels) { [Label] = _id },
                // A node that was lost removes it itself when it comes back; and any engine does when its start fails.
                HostConfig = new HostConfig { NetworkMode = networkMode, AutoRemove = true, CapDrop = ["ALL"], ReadonlyRootfs = true },
            }, token);
        await engine.Containers.StartContainerAsync(container.ID, null, token);
        return container.ID;
    }

    // A node that has come back a moment ago waits half a minute for the gossip of the one that it was, before it joins an overlay network. Its engine gives up after 20 s.
    private static bool IsSlowToAttach(DockerApiException e) => e.StatusCode == HttpStatusCode.InternalServerError && EngineMessage.Of(e) is var said
        && said.Contains("attaching to network failed", StringComparison.Ordinal) && said.Contains("deadline exceeded", StringComparison.Ordinal);

    private async Task RemoveAsync(Node node, IReadOnlyList<Task> starting)
    {
        using var deadline = new CancellationTokenSource(RemovedWithin, cluster.Time);
        try
        {
            await Task.WhenAll(starting).WaitAsync(deadline.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            deadline.Token.ThrowIfCancellationRequested();
            if (!node.IsOpen) return;
            await Wait.UntilAsync($"removal of probe containers on {node}", linked => TryRemoveAsync(node.Client, linked), RemovedWithin, deadline.Token, cluster.Time);
        }
        catch (Exception e) when (NodeConnection.IsNoAnswer(e) || e is OperationCanceledException or WaitException { Reason: WaitReason.TimedOut } or ObjectDisposedException)
        {
            return;
        }
    }

    private async ValueTask<Probe<bool>> TryRemoveAsync(IDockerClient engine, CancellationToken token)
    {
        var left = await engine.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = LabelFilter.ByLabel($"{Label}={_id}") }, token);
        await Task.WhenAll(left.Select(it => RemoveAsync(engine, it.ID, token)));
        return left.Count == 0 ? Probe.Ready(true) : Probe.NotYet<bool>($"{left.Count} container(s) are there");
    }

    private static async Task RemoveAsync(IDockerClient engine, string id, CancellationToken token)
    {
        try
        {
            await engine.Containers.RemoveContainerAsync(id, new ContainerRemoveParameters { Force = true }, token);
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            // It is gone, or on its way.
        }
    }
}
