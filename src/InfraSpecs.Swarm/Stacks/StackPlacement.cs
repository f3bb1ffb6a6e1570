namespace InfraSpecs.Swarm;

/// <summary>Where the tasks of all services of a stack ran.</summary>
/// <param name="Stack">The stack's name.</param>
/// <param name="Services">The placements, by the services' names in the file: "nginx".</param>
public sealed record StackPlacement(string Stack, IReadOnlyDictionary<string, Placement> Services)
{
    /// <summary>The placement of one service.</summary>
    /// <param name="service">Its name in the file: "nginx".</param>
    /// <exception cref="ArgumentException">The stack has no such service.</exception>
    public Placement this[string service] => Services.TryGetValue(service, out var placement)
        ? placement
        : throw new ArgumentException($"Stack \"{Stack}\" has no service '{service}'; it has {string.Join(", ", Services.Keys.Order(StringComparer.Ordinal))}.", nameof(service));

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', Services.OrderBy(it => it.Key, StringComparer.Ordinal).Select(it => it.Value));
}
