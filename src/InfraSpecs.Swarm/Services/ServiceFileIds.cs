using Docker.DotNet;

namespace InfraSpecs.Swarm;

/// <summary>The ids of the secrets and configs that a service names; the managers take no names.</summary>
/// <param name="Secrets">By name.</param>
/// <param name="Configs">By name.</param>
internal sealed record ServiceFileIds(IReadOnlyDictionary<string, string> Secrets, IReadOnlyDictionary<string, string> Configs)
{
    public static ServiceFileIds None { get; } = new(new Dictionary<string, string>(), new Dictionary<string, string>());

    public static async Task<ServiceFileIds> FindAsync(IDockerClient manager, ServiceOptions options, CancellationToken token)
    {
        var secrets = options.Secrets.Count == 0 ? [] : (await manager.Secrets.ListAsync(token)).ToDictionary(it => it.Spec.Name!, it => it.ID);
        var configs = options.Configs.Count == 0 ? [] : (await manager.Configs.ListConfigsAsync(token)).ToDictionary(it => it.Spec.Name!, it => it.ID);
        Require("secret", options, options.Secrets, secrets.Keys);
        Require("config", options, options.Configs, configs.Keys);
        return new ServiceFileIds(secrets, configs);
    }

    private static void Require(string kind, ServiceOptions options, IReadOnlyList<ServiceFile> wanted, IReadOnlyCollection<string> there)
    {
        if (wanted.Select(it => it.Name).Except(there).ToList() is [_, ..] missing) throw new ServiceFileMissingException(options.Name, kind, missing, there);
    }
}

/// <summary>A service asks for secrets or configs that the cluster does not have. No service was created or changed.</summary>
public sealed class ServiceFileMissingException : InfraSpecsException
{
    internal ServiceFileMissingException(string service, string kind, IReadOnlyList<string> missing, IReadOnlyCollection<string> there)
        : base(
            service,
            $"Service \"{service}\" asks for the {kind} {string.Join(", ", missing.Select(it => $"\"{it}\""))}, which the cluster does not have.",
            [there.Count == 0 ? $"It has no {kind} at all." : $"It has: {string.Join(", ", there.Order(StringComparer.Ordinal))}."],
            $"create it first, with Create{char.ToUpperInvariant(kind[0])}{kind[1..]}Async, or mend the name.") => Missing = missing;

    /// <summary>The names.</summary>
    public IReadOnlyList<string> Missing { get; }
}
