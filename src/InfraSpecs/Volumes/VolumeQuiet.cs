using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Volumes;

/// <summary>The containers that may write to a volume, kept from it while it is copied, and woken afterwards whatever happens.</summary>
internal sealed class VolumeQuiet
{
    private static readonly TimeSpan PauseWithin = TimeSpan.FromSeconds(5);

    private readonly DataVolumeContainer _data;
    private readonly VolumeExportOptions _options;
    private readonly Dictionary<string, VolumeUser> _expected;
    private readonly Stack<VolumeUser> _held = new();

    private VolumeQuiet(DataVolumeContainer data, VolumeExportOptions options, IReadOnlyList<VolumeUser> users) =>
        (_data, _options, _expected) = (data, options, users.ToDictionary(user => user.Id));

    private Engine Engine => _data.Engine;

    /// <summary>Does the work while the volume is quiet. Fails if it was not quiet all the while.</summary>
    public static async Task<T> DuringAsync<T>(
        DataVolumeContainer data, VolumeExportOptions options, Func<Task<T>> work, CancellationToken token)
    {
        var users = await VolumeUser.FindAsync(data.Engine, data.Volume, token);
        var active = users.Where(user => user.IsActive).ToArray();
        if (active.Length > 0 && options.Quiesce is null) throw VolumeException.InUse(data, active);
        var doomed = options.Quiesce is Quiesce.Stop ? active.FirstOrDefault(user => user.IsRemovedWhenStopped) : null;
        if (doomed is not null) throw VolumeException.WouldBeRemoved(data, doomed);

        var quiet = new VolumeQuiet(data, options, users);
        T result;
        try
        {
            // Those that somebody else has paused stay as they are.
            foreach (var user in active.Where(user => user.State != "paused")) await quiet.HoldAsync(user, token);
            result = await work();
            await quiet.CheckAsync(token);
        }
        catch (Exception e)
        {
            await quiet.ReleaseAsync(e);
            throw;
        }

        await quiet.ReleaseAsync(null);
        return result;
    }

    private async Task HoldAsync(VolumeUser user, CancellationToken token)
    {
        // Remembered first: a request that is cancelled may have been heeded all the same.
        _held.Push(user);
        if (_options.Quiesce is Quiesce.Pause)
        {
            await PauseAsync(user, token);
        }
        else
        {
            await ContainerEnd.StopAsync(Engine.Client, user.Id, _options.StopWithin, token);
        }

        var now = await VolumeUser.FindAsync(Engine, user.Id, token);
        var wanted = _options.Quiesce is Quiesce.Pause ? now is { State: "paused" } : now is not { IsActive: true };
        if (!wanted) throw VolumeException.NotQuiet(_data, user, $"it is {now?.State ?? "gone"} after it was told to {_options.Quiesce}");
        if (now is not null) _expected[user.Id] = now;
    }

    /// <summary>The kernel may fail to freeze a busy container, and succeed a moment later.</summary>
    private async Task PauseAsync(VolumeUser user, CancellationToken token)
    {
        try
        {
            await Wait.UntilAsync($"pause of {user.Name}", async linked =>
            {
                try
                {
                    await Engine.Client.Containers.PauseContainerAsync(user.Id, linked);
                    return Probe.Ready(true);
                }
                catch (DockerApiException e)
                {
                    var now = await VolumeUser.FindAsync(Engine, user.Id, linked);
                    return now?.State == "paused" ? Probe.Ready(true) : Probe.NotYet<bool>(e.Message);
                }
            }, PauseWithin, token, Engine.Time);
        }
        catch (WaitException e) when (e.Reason == WaitReason.TimedOut)
        {
            throw VolumeException.NotQuiet(_data, user, $"the engine could not pause it: {e.LastSeen}", e);
        }
    }

    /// <summary>Nobody has started or unpaused, or started and stopped, a container that may write.</summary>
    private async Task CheckAsync(CancellationToken token)
    {
        foreach (var now in await VolumeUser.FindAsync(Engine, _data.Volume, token))
        {
            var before = _expected.GetValueOrDefault(now.Id);
            if (before is null ? now.IsActive : (before.State, before.StartedAt) != (now.State, now.StartedAt))
            {
                throw VolumeException.NotQuiet(_data, now, $"it was {before?.State ?? "not there"} when the copy began, and is {now.State} at its end");
            }
        }
    }

    private async Task ReleaseAsync(Exception? failure)
    {
        List<(VolumeUser User, Exception Error)> failed = [];
        while (_held.TryPop(out var user))
        {
            try
            {
                await WakeAsync(user);
            }
            catch (DockerApiException e)
            {
                failed.Add((user, e));
            }
        }

        if (failed.Count > 0) throw VolumeException.NotWoken(_data, failed, failure);
    }

    private async Task WakeAsync(VolumeUser user)
    {
        var now = await VolumeUser.FindAsync(Engine, user.Id, CancellationToken.None);
        if (now is null or { State: "running" or "restarting" }) return;
        if (now.State == "paused") await Engine.Client.Containers.UnpauseContainerAsync(user.Id, CancellationToken.None);
        else await Engine.Client.Containers.StartContainerAsync(user.Id, new ContainerStartParameters(), CancellationToken.None);
    }
}
