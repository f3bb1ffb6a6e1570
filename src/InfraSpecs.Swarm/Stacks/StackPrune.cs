namespace InfraSpecs.Swarm;

/// <summary>Removing services of a stack that are not in its file any more. The docker command line would remove those that somebody else made too.</summary>
internal static class StackPrune
{
    /// <returns>A warning for each service that stays, since this run did not make it.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(Cluster cluster, StackOptions options, ComposeFile file, CancellationToken token)
    {
        if (file.IsBroken) return ["nothing was pruned: the docker command reads the file, and InfraSpecs does not."];
        var named = file.Makes(options.Name).ToHashSet();
        var extra = (await SwarmObject.ReadAsync(cluster.Client, token))
            .Where(it => it.Kind == ObjectKind.Service && it.Stack == options.Name && !named.Contains((it.Kind, it.Name)))
            .ToLookup(cluster.Owns);
        var refused = await Task.WhenAll(extra[true].Select(async it => await ObjectRemoval.TryAsync(cluster.Client, it, token) is { } said
            ? $"{it} is not in the file, and could not be removed: {said}"
            : null));
        return [.. refused.OfType<string>(), .. extra[false].Select(it => $"{it} is not in the file; it stays, since this run did not make it.")];
    }
}
