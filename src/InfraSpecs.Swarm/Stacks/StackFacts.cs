namespace InfraSpecs.Swarm;

/// <summary>What the managers have of one stack.</summary>
public sealed record StackFacts
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its services, by name.</summary>
    public required IReadOnlyList<string> Services { get; init; }

    /// <summary>The networks that were made for it, by name; not those that its file calls external.</summary>
    public required IReadOnlyList<string> Networks { get; init; }

    /// <summary>The secrets that were made for it, by name.</summary>
    public required IReadOnlyList<string> Secrets { get; init; }

    /// <summary>The configs that were made for it, by name.</summary>
    public required IReadOnlyList<string> Configs { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Name}: {string.Join(", ", [.. Listed("service", Services), .. Listed("network", Networks), .. Listed("secret", Secrets), .. Listed("config", Configs)])}";

    internal static async Task<IReadOnlyList<StackFacts>> ReadAsync(Cluster cluster, CancellationToken token) =>
    [
        .. (await SwarmObject.ReadAsync(cluster.Client, token)).Where(it => !string.IsNullOrEmpty(it.Stack))
            .GroupBy(it => it.Stack!).OrderBy(it => it.Key, StringComparer.Ordinal)
            .Select(it => new StackFacts
            {
                Name = it.Key,
                Services = Names(it, ObjectKind.Service),
                Networks = Names(it, ObjectKind.Network),
                Secrets = Names(it, ObjectKind.Secret),
                Configs = Names(it, ObjectKind.Config),
            }),
    ];

    private static IReadOnlyList<string> Names(IEnumerable<SwarmObject> all, ObjectKind kind) => [.. all.Where(it => it.Kind == kind).Select(it => it.Name)];

    private static IEnumerable<string> Listed(string kind, IEnumerable<string> names) => names.Select(it => $"{kind} {it}");
}
