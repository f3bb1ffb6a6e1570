using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Cleanup;

/// <summary>
/// The reapers on an engine. Each is the word of a process that may be where nobody here can see it: as long as its reaper runs it lives, or what it left is being removed. What
/// had a reaper that is there no more was left by a process that is dead, and by an engine that lost the reaper.
/// </summary>
internal sealed class LeftReapers
{
    /// <summary>A process that lives replaces a reaper that somebody has removed.</summary>
    private static readonly TimeSpan ReplacedWithin = TimeSpan.FromSeconds(3);

    private readonly IReadOnlyList<ContainerListResponse> _containers;
    private readonly SessionResources _labelled;
    private readonly HashSet<string> _running;
    private readonly Dictionary<string, string> _reaperOfSession = [];

    private LeftReapers(IReadOnlyList<ContainerListResponse> containers, SessionResources labelled)
    {
        (_containers, _labelled) = (containers, labelled);
        _running = [.. containers.Where(it => it.State is "running" or "restarting" or "paused").Select(it => it.Labels[ReaperContainer.IdLabel])];
        // What a session made before its reaper was up has no label of the reaper.
        foreach (var resource in labelled.All.Where(it => it.Labels.ContainsKey(Session.ReaperLabel) && it.Labels.ContainsKey(Session.IdLabel)))
            _reaperOfSession[resource.Labels[Session.IdLabel]] = resource.Labels[Session.ReaperLabel];
    }

    public IReadOnlyList<EngineResource> All => [.. _containers.Select(it => new EngineResource("container", it.ID, it.Names[0].TrimStart('/'), it.Labels.AsReadOnly()))];

    public IEnumerable<string> Owners => _containers.Select(it => it.Labels[ReaperContainer.OwnerLabel]);

    /// <param name="client">The engine.</param>
    /// <param name="labelled">What sessions have on it.</param>
    /// <param name="token">Ends the look-up.</param>
    public static async Task<LeftReapers> ListAsync(IDockerClient client, SessionResources labelled, CancellationToken token)
    {
        IDictionary<string, IDictionary<string, bool>> filters =
            new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [ReaperContainer.IdLabel] = true, [ReaperContainer.OwnerLabel] = true } };
        return new LeftReapers([.. await client.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = filters }, token)], labelled);
    }

    /// <summary>Whether a process lives that had made this; null if it never had a reaper.</summary>
    public bool? Judge(EngineResource resource)
    {
        if (resource.Labels.TryGetValue(Session.ReaperLabel, out var reaper)) return _running.Contains(reaper);
        if (resource.Labels.TryGetValue(Session.IdLabel, out var session) && _reaperOfSession.TryGetValue(session, out reaper)) return _running.Contains(reaper);
        return _containers.Any(it => it.Labels[ReaperContainer.OwnerLabel] == resource.Labels[Session.OwnerLabel] && _running.Contains(it.Labels[ReaperContainer.IdLabel])) ? true : null;
    }

    /// <summary>Whether a reaper is of use: one of a dead process as long as there is something for it to remove.</summary>
    public bool? JudgeReaper(EngineResource reaper, IReadOnlyDictionary<string, bool?> isAlive)
    {
        var owner = reaper.Labels[ReaperContainer.OwnerLabel];
        if (isAlive.GetValueOrDefault(owner) is { } known) return known || _labelled.All.Any(it => it.Labels[Session.OwnerLabel] == owner);
        return _running.Contains(reaper.Labels[ReaperContainer.IdLabel]) ? true : null;
    }

    /// <summary>Waits for reapers that are missing to come back, a moment.</summary>
    public async Task<LeftReapers> LookAgainAsync(IDockerClient client, IReadOnlyList<EngineResource> mayBeDead, CancellationToken token)
    {
        var last = this;
        try
        {
            return await Wait.UntilAsync("reapers", LookAsync, ReplacedWithin, token);
        }
        catch (WaitException e) when (e.Reason == WaitReason.TimedOut)
        {
            return last; // they do not come back
        }

        async ValueTask<Probe<LeftReapers>> LookAsync(CancellationToken linked)
        {
            last = await ListAsync(client, _labelled, linked);
            return mayBeDead.Any(it => last.Judge(it) is false) ? Probe.NotYet<LeftReapers>("some are missing") : Probe.Ready(last);
        }
    }
}
