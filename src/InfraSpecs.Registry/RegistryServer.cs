using DotNet.Testcontainers.Containers;

namespace InfraSpecs.Registry;

/// <summary>Placeholder.</summary>
public sealed record RegistryOptions
{
    /// <summary>Placeholder.</summary>
    public string? Network { get; init; }

    /// <summary>Placeholder.</summary>
    public string Alias { get; init; } = "registry";

    /// <summary>Placeholder.</summary>
    public bool Tls { get; init; }

    /// <summary>Placeholder.</summary>
    public string Image { get; init; } = "registry";

    /// <summary>Placeholder.</summary>
    public IReadOnlyDictionary<string, string> Users { get; init; } = new Dictionary<string, string>();

    /// <summary>Placeholder.</summary>
    public DataVolumeContainer? Data { get; init; }

    /// <summary>Placeholder.</summary>
    public string? HostFolder { get; init; }

    /// <summary>Placeholder.</summary>
    public Func<DotNet.Testcontainers.Builders.ContainerBuilder, DotNet.Testcontainers.Builders.ContainerBuilder>? Configure { get; init; }
}

/// <summary>Placeholder.</summary>
public sealed class RegistryServer : IAsyncDisposable
{
    private RegistryServer(IContainer container) => Container = container;

    /// <summary>Placeholder.</summary>
    public IContainer Container { get; }

    /// <summary>Placeholder.</summary>
    public string? CertificateAuthorityPem { get; init; }

    /// <summary>Placeholder.</summary>
    public static async Task<RegistryServer> StartAsync(Engine engine, RegistryOptions options, CancellationToken token)
    {
        var builder = engine.NewContainer("proto-registry", "registry").WithLoopbackPort(5000).WithNetwork(options.Network).WithNetworkAliases(options.Alias)
            .WithCommand("sh", "-c", "sed -i '/^auth/,/path/d' /etc/docker/registry/config.yml; exec docker-registry serve /etc/docker/registry/config.yml");
        return new RegistryServer(await engine.StartAsync(options.Configure?.Invoke(builder) ?? builder, token));
    }

    /// <summary>Placeholder.</summary>
    public ValueTask DisposeAsync() => Container.DisposeAsync();
}
