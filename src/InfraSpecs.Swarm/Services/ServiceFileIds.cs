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
        if (wanted.Select(it => it.Name).Except(there).ToList() is [_, ..] missing) throw ServiceException.FileMissing(options.Name, kind, missing, there);
    }
}
