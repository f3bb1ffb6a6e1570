using System.Text;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;

namespace InfraSpecs.Registry;

/// <summary>
/// Options, said in the variables that the registry reads over whatever configuration its image has
/// (https://distribution.github.io/distribution/about/configuration/, "Override specific configuration options").
/// </summary>
internal static class RegistryContainer
{
    public const int Port = 5000;

    public const string Storage = "/var/lib/registry";
    private const string Secrets = "/run/infraspecs/";
    private const UnixFileModes OwnerOnly = UnixFileModes.UserRead;

    // The least that bcrypt allows. Each request costs the registry one; these passwords guard a spec's own registry.
    private const int WorkFactor = 4;

    public static ContainerBuilder Describe(Engine engine, string image, RegistryOptions options, IssuedCertificate? certificate, ApartNetwork? apart)
    {
        var builder = engine.NewContainer(image, "registry").WithEnvironment(Variables(options));
        builder = options.PublishOnAllAddresses ? builder.WithPortOnAllAddresses(Port) : builder.WithLoopbackPort(Port);
        if (apart is not null) builder = apart.Hold(builder);
        if (options.Network is { } network) builder = builder.WithNetwork(network).WithNetworkAliases(options.Alias);
        if (options.Data is { } data) builder = builder.WithVolumesFrom(data);
        if (options.HostFolder is { } folder) builder = builder.WithBindMount(folder, Storage);
        if (options.Users.Count > 0) builder = WithFile(builder, "htpasswd", Htpasswd(options.Users));
        if (certificate is not null)
        {
            builder = WithFile(builder, "registry.crt", certificate.CertificatePem);
            builder = WithFile(builder, "registry.key", certificate.KeyPem);
        }

        return options.Configure?.Invoke(builder) ?? builder;
    }

    /// <summary>The variables. Secrets are in files that they name: what is in a variable is shown by every `docker inspect`.</summary>
    public static IReadOnlyDictionary<string, string> Variables(RegistryOptions options)
    {
        var variables = new Dictionary<string, string>
        {
            ["REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY"] = options.StoragePath,
            ["REGISTRY_STORAGE_DELETE_ENABLED"] = "true",
            // The published images cache in memory what a garbage collection, which is another process, removes.
            ["REGISTRY_STORAGE_CACHE_BLOBDESCRIPTOR"] = "none",
        };
        if (options.Users.Count > 0)
        {
            variables["REGISTRY_AUTH"] = "htpasswd";
            variables["REGISTRY_AUTH_HTPASSWD_REALM"] = "InfraSpecs";
            variables["REGISTRY_AUTH_HTPASSWD_PATH"] = Secrets + "htpasswd";
        }

        if (options.Tls)
        {
            variables["REGISTRY_HTTP_TLS_CERTIFICATE"] = Secrets + "registry.crt";
            variables["REGISTRY_HTTP_TLS_KEY"] = Secrets + "registry.key";
        }

        return variables;
    }

    /// <summary>The names under which the registry is reached: by containers, by this process, and by this process where the engine is elsewhere.</summary>
    public static IReadOnlyList<string> HostNames(RegistryOptions options, Uri engine)
    {
        string[] names = [options.Alias, "localhost", "127.0.0.1", .. engine.Scheme is "unix" or "npipe" ? [] : new[] { engine.Host }];
        return [.. names.Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static string Htpasswd(IReadOnlyDictionary<string, string> users) =>
        string.Concat(users.Select(user => $"{user.Key}:{BCrypt.Net.BCrypt.HashPassword(user.Value, WorkFactor)}\n"));

    private static ContainerBuilder WithFile(ContainerBuilder builder, string name, string text) =>
        builder.WithResourceMapping(Encoding.UTF8.GetBytes(text), Secrets + name, fileMode: OwnerOnly);
}
