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

/// <summary>Removes what sessions left whose process is gone. A session that may be alive is left alone.</summary>
internal static class Sweep
{
    public static async Task<SweepReport> RunAsync(IDockerClient client, Uri endpoint, CancellationToken token)
    {
        var labelled = await SessionResources.ListAsync(client, Session.OwnerLabel, token);
        var engineIsLocal = endpoint.Scheme is "unix" or "npipe";
        var verdicts = new Dictionary<string, bool>();
        var dead = labelled.Where(IsDead);
        var refused = await dead.RemoveAsync(client, token);
        return new SweepReport([.. dead.All.Where(it => !refused.ContainsKey(it))], refused);

        bool IsDead(EngineResource resource)
        {
            var owner = resource.Labels[Session.OwnerLabel];
            if (!verdicts.TryGetValue(owner, out var isDead))
            {
                verdicts[owner] = isDead = SessionOwner.Parse(owner)?.IsAlive(engineIsLocal) is false;
            }

            return isDead;
        }
    }
}
