using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>What the managers have of one stack.</summary>
public sealed record StackFacts
{
    private const string Label = "com.docker.stack.namespace";

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
    public override string ToString() => $"{Name}: {string.Join(", ", Of("service", Services).Concat(Of("network", Networks)).Concat(Of("secret", Secrets)).Concat(Of("config", Configs)))}";

    /// <summary>What everything that was made for a stack carries.</summary>
    internal static string LabelOf(string stack) => $"{Label}={stack}";

    /// <summary>For which stack something with these labels was made; null for none.</summary>
    internal static string? StackOf(IDictionary<string, string>? labels) => labels?.TryGetValue(Label, out var stack) == true ? stack : null;

    internal static async Task<IReadOnlyList<StackFacts>> ReadAsync(SwarmCluster cluster, CancellationToken token)
    {
        var manager = cluster.Client;
        var services = manager.Swarm.ListServicesAsync(null, token);
        var networks = manager.Networks.ListNetworksAsync(new NetworksListParameters(), token);
        var secrets = manager.Secrets.ListAsync(token);
        var configs = manager.Configs.ListConfigsAsync(token);
        await Task.WhenAll(services, networks, secrets, configs);
        var (service, network, secret, config) = (
            ByStack(await services, it => it.Spec?.Labels, it => it.Spec?.Name),
            ByStack((await networks).Where(it => it.Scope == "swarm"), it => it.Labels, it => it.Name),
            ByStack(await secrets, it => it.Spec?.Labels, it => it.Spec?.Name),
            ByStack(await configs, it => it.Spec?.Labels, it => it.Spec?.Name));
        return
        [
            .. service.Concat(network).Concat(secret).Concat(config).Select(it => it.Key).Distinct().Order(StringComparer.Ordinal)
                .Select(name => new StackFacts
                {
                    Name = name, Services = [.. service[name]], Networks = [.. network[name]], Secrets = [.. secret[name]], Configs = [.. config[name]],
                }),
        ];
    }

    private static ILookup<string, string> ByStack<T>(IEnumerable<T> all, Func<T, IDictionary<string, string>?> labels, Func<T, string?> name) => all
        .Select(it => (Stack: StackOf(labels(it)) ?? "", Name: name(it) ?? ""))
        .Where(it => it.Stack.Length > 0).OrderBy(it => it.Name, StringComparer.Ordinal)
        .ToLookup(it => it.Stack, it => it.Name);

    private static IEnumerable<string> Of(string kind, IEnumerable<string> names) => names.Select(it => $"{kind} {it}");
}
