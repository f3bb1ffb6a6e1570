using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>
/// Of all that want a kept cluster, one has it: who has made the container of this name, which never runs. An engine gives a name once. It has
/// its session's labels, so that the lock of a process that died goes with the next sweep.
/// </summary>
internal sealed class ReuseLock : IAsyncDisposable
{
    private readonly Engine _engine;
    private readonly string _id;

    private ReuseLock(Engine engine, string id) => (_engine, _id) = (engine, id);

    /// <param name="engine">Where.</param>
    /// <param name="name">The cluster's name.</param>
    /// <param name="image">Any image that the engine has.</param>
    /// <param name="within">How long to wait for others.</param>
    /// <param name="token">Stops waiting.</param>
    /// <exception cref="ClusterException">Others had it all the time.</exception>
    public static async Task<ReuseLock> TakeAsync(Engine engine, string name, string image, TimeSpan within, CancellationToken token)
    {
        var lockName = ReuseMark.LockName(name);
        try
        {
            return await Wait.UntilAsync($"kept cluster {name}", TryAsync, within, token, engine.Time);
        }
        catch (WaitException e) when (e.Reason == WaitReason.TimedOut)
        {
            throw ClusterException.InUse(name, lockName, e);
        }

        async ValueTask<Probe<ReuseLock>> TryAsync(CancellationToken linked)
        {
            linked.ThrowIfCancellationRequested();
            var never = new CreateContainerParameters
            {
                Name = lockName,
                Image = image,
                Labels = engine.Session.ResourceLabels.ToDictionary(),
                Entrypoint = ["/bin/false"],
                // In place of the volume that the image asks for.
                HostConfig = new HostConfig { NetworkMode = "none", Tmpfs = new Dictionary<string, string> { ["/var/lib/docker"] = "" } },
            };
            try
            {
                // A cancelled request may leave a lock that nobody knows.
                return Probe.Ready(new ReuseLock(engine, (await engine.Client.Containers.CreateContainerAsync(never, CancellationToken.None)).ID));
            }
            catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.Conflict)
            {
                return Probe.NotYet<ReuseLock>($"another session uses it, and holds container {lockName}");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            var remove = new ContainerRemoveParameters { Force = true, RemoveVolumes = true };
            await _engine.RemovingAsync($"container {_id[..12]}", () => _engine.Client.Containers.RemoveContainerAsync(_id, remove, CancellationToken.None));
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            return; // it is gone, which is what was wanted
        }
    }
}
