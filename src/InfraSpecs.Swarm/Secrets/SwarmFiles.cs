using System.Text;

namespace InfraSpecs.Swarm;

/// <summary>Secrets and configs of a cluster.</summary>
public static class SwarmFiles
{
    /// <summary>Creates a secret.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value, 500 KB at most. It is in no text of any error.</param>
    /// <param name="token">Honoured before the managers are asked.</param>
    /// <exception cref="ServiceException">There is one of this name, or it is too large.</exception>
    public static Task<SwarmSecret> CreateSecretAsync(this SwarmCluster cluster, string name, ReadOnlyMemory<byte> value, CancellationToken token) =>
        SwarmSecret.CreateAsync(cluster, name, value.ToArray(), token);

    /// <inheritdoc cref="CreateSecretAsync(SwarmCluster, string, ReadOnlyMemory{byte}, CancellationToken)"/>
    public static Task<SwarmSecret> CreateSecretAsync(this SwarmCluster cluster, string name, string value, CancellationToken token) =>
        SwarmSecret.CreateAsync(cluster, name, Encoding.UTF8.GetBytes(value), token);

    /// <summary>Creates a config.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="name">Its name.</param>
    /// <param name="content">What is in the file.</param>
    /// <param name="token">Honoured before the managers are asked.</param>
    /// <exception cref="ServiceException">There is one of this name, or it is too large.</exception>
    public static Task<SwarmConfig> CreateConfigAsync(this SwarmCluster cluster, string name, ReadOnlyMemory<byte> content, CancellationToken token) =>
        SwarmConfig.CreateAsync(cluster, name, content.ToArray(), token);

    /// <inheritdoc cref="CreateConfigAsync(SwarmCluster, string, ReadOnlyMemory{byte}, CancellationToken)"/>
    public static Task<SwarmConfig> CreateConfigAsync(this SwarmCluster cluster, string name, string content, CancellationToken token) =>
        SwarmConfig.CreateAsync(cluster, name, Encoding.UTF8.GetBytes(content), token);
}
