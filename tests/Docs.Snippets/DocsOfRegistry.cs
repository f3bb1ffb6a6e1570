using InfraSpecs;
using InfraSpecs.Registry;

namespace Docs.Snippets;

/// <summary>The snippets of docs/registry.md, a method for each.</summary>
internal static class DocsOfRegistry
{
    public static async Task ContentsAsync(RegistryServer registry, CancellationToken token)
    {
        var manifest = await registry.ReadManifestAsync("example/web:2", token);
        manifest.Should().HavePlatform("linux/amd64").And.ShareLayersWith(await registry.ReadManifestAsync("example/web:1", token));
        (await registry.FindManifestAsync("example/web:3", token)).Should().BeNull();
        (await registry.CheckImageAsync("example/web:2", token)).Should().BeWhole();
    }

    public static async Task CopiesAsync(RegistryServer registry, RegistryServer other, CancellationToken token)
    {
        var stable = await registry.CopyAsync("example/echo:latest", "example/echo:stable", token);
        await registry.CopyAsync("example/echo:stable", other, "mirror/echo:1", token);
        (await other.ReadManifestAsync("mirror/echo:1", token)).Should().HaveDigest(stable);
        await registry.DeleteAsync("example/echo:stable", token);
        Console.WriteLine(await registry.CollectGarbageAsync(token));
    }

    public static async Task AccessAsync(Engine engine, ContainerNetwork network, CancellationToken token)
    {
        await using var data = await DataVolumeContainer.CreateAsync(engine, "/var/lib/registry", token);
        var options = new RegistryOptions
        {
            Users = new Dictionary<string, string> { ["jo"] = "a password" }, Tls = true, Network = network.Name, Alias = "images", Data = data,
        };
        await using var registry = await RegistryServer.StartAsync(engine, options, token);
        var stranger = () => registry.As("jo", "a guess").ReadRepositoriesAsync(token);
    }
}
