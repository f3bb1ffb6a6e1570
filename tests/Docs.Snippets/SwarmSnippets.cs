using InfraSpecs.Swarm;
using InfraSpecs.Xunit;

namespace Docs.Snippets;

public sealed class ShopCluster(EngineFixture engine) : SwarmFixture(engine)
{
    protected override SwarmOptions Options => new() { Workers = 2, Preload = ["echo"] };

    protected override Task<SwarmCluster> StartAsync(Engine engine, CancellationToken token) =>
        Environment.GetEnvironmentVariable("SHOP_SWARM") is { } address
            ? SwarmCluster.AttachAsync(new Uri(address), new AttachOptions { CertificateFolder = Environment.GetEnvironmentVariable("SHOP_KEYS") }, token)
            : base.StartAsync(engine, token);
}
