using System.Globalization;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>A service, network, secret or config, as the managers have it.</summary>
/// <param name="Kind">Which of these it is.</param>
/// <param name="Id">The ID that the managers gave it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Labels">What it is labelled with.</param>
/// <param name="Made">When.</param>
/// <param name="Uses">Of a service: the ids of the networks, secrets and configs that it asks for.</param>
internal sealed record SwarmObject(ObjectKind Kind, string Id, string Name, IDictionary<string, string>? Labels, DateTime? Made, IReadOnlyList<string> Uses)
{
    /// <summary>For which stack it was made; null for none.</summary>
    public string? Stack => LabelFilter.StackOf(Labels);

    /// <summary>All that the managers have, but ingress and networks of one node; services first, each kind by name.</summary>
    public static async Task<IReadOnlyList<SwarmObject>> ReadAsync(IDockerClient manager, CancellationToken token)
    {
        var services = manager.Swarm.ListServicesAsync(null, token);
        var networks = manager.Networks.ListNetworksAsync(new NetworksListParameters(), token);
        var secrets = manager.Secrets.ListAsync(token);
        var configs = manager.Configs.ListConfigsAsync(token);
        await Task.WhenAll(services, networks, secrets, configs);
        return
        [
            .. Ordered((await services).Select(it => new SwarmObject(ObjectKind.Service, it.ID, it.Spec?.Name ?? "", it.Spec?.Labels, it.CreatedAt, UsesOf(it.Spec)))),
            .. Ordered((await networks).Where(it => it is { Scope: "swarm", Ingress: false }).Select(it => new SwarmObject(ObjectKind.Network, it.ID, it.Name, it.Labels, it.Created, []))),
            .. Ordered((await secrets).Select(it => new SwarmObject(ObjectKind.Secret, it.ID, it.Spec?.Name ?? "", it.Spec?.Labels, it.CreatedAt, []))),
            .. Ordered((await configs).Select(it => new SwarmObject(ObjectKind.Config, it.ID, it.Spec?.Name ?? "", it.Spec?.Labels, it.CreatedAt, []))),
        ];
    }

    /// <summary>What it is, and who made it as far as its labels tell: "service shop_web, made on … by `docker stack deploy` for stack "shop"".</summary>
    public string Describe(Cluster cluster)
    {
        var made = Made is { } at ? string.Create(CultureInfo.InvariantCulture, $" on {at.ToUniversalTime():yyyy-MM-dd HH:mm:ss} UTC") : "";
        return $"{this}, made{made} by {Maker(cluster)}";
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind.Word()} {Name}";

    private string Maker(Cluster cluster)
    {
        if (cluster.Made.Has(Id) || cluster.IsLabelled(Labels)) return "this run";
        if (Labels?.ContainsKey(Session.IdLabel) == true) return "another run of InfraSpecs";
        return Stack is { } stack ? $"`docker stack deploy` for stack \"{stack}\"" : "somebody who left no label on it";
    }

    private static IEnumerable<SwarmObject> Ordered(IEnumerable<SwarmObject> all) => all.OrderBy(it => it.Name, StringComparer.Ordinal);

    private static IReadOnlyList<string> UsesOf(ServiceSpec? spec) =>
    [
        .. (spec?.TaskTemplate?.Networks ?? []).Select(it => it.Target ?? ""),
        .. (spec?.TaskTemplate?.ContainerSpec?.Secrets ?? []).Select(it => it.SecretID ?? ""),
        .. (spec?.TaskTemplate?.ContainerSpec?.Configs ?? []).Select(it => it.ConfigID ?? ""),
    ];
}
