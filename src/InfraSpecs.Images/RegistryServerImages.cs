using InfraSpecs.Registry;

namespace InfraSpecs.Images;

/// <summary>Images in a registry that a spec started.</summary>
public static class RegistryServerImages
{
    private const int Port = 5000;

    /// <summary>Reads an image of this registry without pulling it, as the registry's first user where it has any.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="name">"example/app:1.4" or "example/app@sha256:…"; without either it is latest.</param>
    /// <param name="token">Ends the reading.</param>
    /// <exception cref="ImageTestException">It is not there, or not to be read; <see cref="ImageTestException.Reason"/> says why.</exception>
    public static Task<ImageUnderTest> ReadImageAsync(this RegistryServer registry, string name, CancellationToken token)
    {
        var (host, port) = registry.Container.GetPublishedAddress(Port);
        var user = registry.Options.Users.Select(it => ((string, string)?)(it.Key, it.Value)).FirstOrDefault();
        return ImageUnderTest.FromRegistryAsync($"{host}:{port}/{name}", new RegistryReadOptions
        {
            User = user?.Item1,
            Password = user?.Item2,
            AuthorityPem = registry.CertificateAuthorityPem,
            PlainHttp = registry.CertificateAuthorityPem is null,
        }, token);
    }
}
