using Docker.DotNet;
using InfraSpecs.Cleanup;

namespace InfraSpecs;

/// <summary>What a sweep did.</summary>
/// <param name="Removed">What dead sessions had left, now gone.</param>
/// <param name="Refused">What the engine would not remove, with its reason.</param>
public sealed record SweepReport(IReadOnlyList<EngineResource> Removed, IReadOnlyDictionary<EngineResource, string> Refused)
{
    internal static SweepReport Nothing { get; } = new([], new Dictionary<EngineResource, string>());

    /// <inheritdoc/>
    public override string ToString() =>
        $"removed {Removed.Count} left by dead sessions"
        + string.Concat(Refused.Select(it => $"; {it.Key} could not be removed: {it.Value}"));
}

/// <summary>What is on an engine, and of no session that is known to live.</summary>
/// <param name="OfDeadSessions">Their process is gone. Connecting removes it, and so does 'infraspecs sweep'.</param>
/// <param name="Unjudged">Of processes on another machine or in another PID namespace that had no reaper: whether they live cannot be known from here.</param>
public sealed record LeftResources(IReadOnlyList<EngineResource> OfDeadSessions, IReadOnlyList<EngineResource> Unjudged);

/// <summary>What sessions left whose process is gone. A session that may be alive is left alone.</summary>
internal static class LeftSessions
{
    public static async Task<LeftResources> FindAsync(IDockerClient client, Uri endpoint, CancellationToken token)
    {
        var (labelled, isAlive) = await JudgeAsync(client, endpoint, token);
        return new LeftResources([.. labelled.Where(it => isAlive(it) is false).All], [.. labelled.Where(it => isAlive(it) is null).All]);
    }

    public static async Task<SweepReport> RunAsync(IDockerClient client, Uri endpoint, CancellationToken token)
    {
        var (labelled, isAlive) = await JudgeAsync(client, endpoint, token);
        var dead = labelled.Where(it => isAlive(it) is false);
        var refused = await dead.RemoveAsync(client, token);
        return new SweepReport([.. dead.All.Where(it => !refused.ContainsKey(it))], refused);
    }

    private static async Task<(SessionResources Labelled, Func<EngineResource, bool?> IsAlive)> JudgeAsync(IDockerClient client, Uri endpoint, CancellationToken token)
    {
        // The reapers after what they remove: none of that was there before them.
        var labelled = await SessionResources.ListAsync(client, Session.OwnerLabel, token);
        var reapers = await LeftReapers.ListAsync(client, labelled, token);
        var engineIsLocal = endpoint.Scheme is "unix" or "npipe";
        var owners = labelled.All.Select(it => it.Labels[Session.OwnerLabel]).Concat(reapers.Owners).Distinct();
        var verdicts = owners.ToDictionary(it => it, it => SessionOwner.Parse(it)?.IsAlive(engineIsLocal));
        var mayBeDead = labelled.All.Where(it => verdicts[it.Labels[Session.OwnerLabel]] is null && reapers.Judge(it) is false).ToList();
        if (mayBeDead.Count > 0) reapers = await reapers.LookAgainAsync(client, mayBeDead, token);
        return (labelled with { Containers = [.. labelled.Containers, .. reapers.All] }, IsAlive);

        bool? IsAlive(EngineResource resource) => resource.Labels.TryGetValue(Session.OwnerLabel, out var owner)
            ? verdicts.GetValueOrDefault(owner) ?? reapers.Judge(resource)
            : reapers.JudgeReaper(resource, verdicts);
    }
}
