using Docker.DotNet.Models;
using InfraSpecs;
using InfraSpecs.Registry;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace Walkthrough.Specs.Swarm;

/// <summary>A node whose registry speaks TLS and knows its users.</summary>
public sealed class GuardedClusterFixture(EngineFixture engine) : SwarmFixture(engine)
{
    protected override SwarmOptions Options => new()
    {
        Workers = 0,
        Registry = new RegistryOptions { Tls = true, Users = new Dictionary<string, string> { ["ci"] = "s3cret word" } },
    };
}

[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
[Trait("Section", "3.5.1")]
public sealed class RegistrySpecs(GuardedClusterFixture swarm, EngineFixture fixture) : IClassFixture<GuardedClusterFixture>
{
    private const string Busybox = "registry:5000/example/busybox:latest";

    [Fact]
    public async Task The_image_is_still_there_after_the_registry_was_restarted()
    {
        await using var registry = await RegistryServer.StartAsync(fixture.Engine, new RegistryOptions(), Token);
        var pushed = await registry.PushAsync("example/busybox:latest", Token);
        await registry.RestartAsync(Token);
        (await registry.ReadManifestAsync("example/busybox:latest", Token)).Should().HaveDigest(pushed.Digest);
    }

    [Fact]
    [Trait("Beyond", "true")]
    public async Task A_wrong_password_is_refused_in_the_registrys_words()
    {
        await swarm.Cluster.Registry.PushAsync("example/busybox:latest", Token);
        await swarm.Cluster.Manager.PullAsync(Busybox, new AuthConfig { Username = "ci", Password = "s3cret word" }, Token);

        var pull = () => swarm.Cluster.Manager.PullAsync(Busybox, new AuthConfig { Username = "ci", Password = "guess" }, Token);
        (await pull.Should().ThrowAsync<ClusterException>().Where(e => e.Reason == ClusterReason.PullRefused)).Which.Message.Should().Contain("unauthorized").And.NotContain("guess");
    }

    [Fact]
    [Trait("Beyond", "true")]
    public async Task A_service_runs_from_a_registry_that_asks_who_wants_it()
    {
        var pushed = await swarm.Cluster.Registry.PushAsync("example/echo:latest", Token);
        var echo = await swarm.Cluster.CreateServiceAsync(new ServiceOptions { Name = "echo", Image = pushed.InternalReference, Replicas = 2, HealthCheck = EchoClusterFixture.HealthCheck }, Token);
        (await echo.WaitUntilConvergedAsync(Token)).Should().HaveRunningTasks(2).And.HaveDigest(pushed.Digest);
        await echo.RemoveAsync(Token);
    }

    [Fact]
    [Trait("Beyond", "true")]
    public async Task A_certificate_of_an_authority_that_the_node_does_not_know_is_refused()
    {
        var network = swarm.Cluster.Registry.Options.Network;
        await using var stranger = await RegistryServer.StartAsync(
            fixture.Engine, new RegistryOptions { Tls = true, Network = network, Alias = "stranger" }, Token);
        await stranger.PushAsync("example/busybox:latest", Token);

        var pull = () => swarm.Cluster.Manager.PullAsync("stranger:5000/example/busybox:latest", Token);
        (await pull.Should().ThrowAsync<ClusterException>().Where(e => e.Reason == ClusterReason.PullRefused)).Which.Message.Should().Contain("x509: certificate signed by unknown authority");
    }
}
