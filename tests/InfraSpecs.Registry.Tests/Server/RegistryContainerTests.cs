namespace InfraSpecs.Registry.Tests.Server;

public sealed class RegistryContainerTests
{
    [Fact]
    public void A_plain_registry_may_delete_and_caches_nothing() => RegistryContainer.Variables(new RegistryOptions()).Should().Equal(new Dictionary<string, string>
    {
        ["REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY"] = "/var/lib/registry",
        ["REGISTRY_STORAGE_DELETE_ENABLED"] = "true",
        ["REGISTRY_STORAGE_CACHE_BLOBDESCRIPTOR"] = "none",
    });

    [Fact]
    public void Secrets_are_named_by_their_files()
    {
        var variables = RegistryContainer.Variables(new RegistryOptions { Tls = true, Users = new Dictionary<string, string> { ["jo"] = "secret" } });
        variables.Values.Should().NotContain(value => value.Contains("secret"));
        variables.Should().Contain("REGISTRY_AUTH_HTPASSWD_PATH", "/run/infraspecs/htpasswd").And.Contain("REGISTRY_HTTP_TLS_KEY", "/run/infraspecs/registry.key");
    }

    [Theory]
    [InlineData("unix:///var/run/docker.sock", "registry localhost 127.0.0.1")]
    [InlineData("tcp://127.0.0.1:2375", "registry localhost 127.0.0.1")]
    [InlineData("tcp://engine.example:2376", "registry localhost 127.0.0.1 engine.example")]
    public void Its_certificate_names_all_that_lead_to_it(string engine, string names) =>
        RegistryContainer.HostNames(new RegistryOptions(), new Uri(engine)).Should().Equal(names.Split(' '));
}
