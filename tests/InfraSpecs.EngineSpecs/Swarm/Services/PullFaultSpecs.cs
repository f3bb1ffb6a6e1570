using Docker.DotNet.Models;
using InfraSpecs.EngineSpecs.Faults;
using InfraSpecs.Registry;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.EngineSpecs.Swarm.Services.ServicesCluster;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Swarm.Services;

/// <summary>Images that a node cannot pull, each for another reason. The managers call all of them "No such image".</summary>
[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
[Collection(FailingServicesCollection.Name)]
public sealed class PullFaultSpecs(ServicesCluster shared)
{
    private const string Trust = "mkdir -p /etc/docker/certs.d/$0 && printf %s \"$1\" > /etc/docker/certs.d/$0/ca.crt";

    private SwarmCluster Cluster => shared.Cluster;

    private Node Worker => Cluster["worker01"];

    [Fact]
    [Fault("Swarm", "a tag that the registry does not have", Names = "manifest unknown")]
    public async Task A_tag_that_the_registry_does_not_have() => (await FailureAsync("untagged", "registry:5000/example/busybox:nothere")).ShouldNameItsFault();

    [Fact]
    [Fault("Swarm", "an image whose name is mistyped", Names = "pulling registry:5000/example/busibox:latest failed")]
    public async Task A_mistyped_name()
    {
        var failure = await FailureAsync("mistyped", "registry:5000/example/busibox:latest");
        failure.ShouldNameItsFault();
        failure.Advice.Should().Be("push the image, or mend its name or its tag. Did you mean registry:5000/example/busybox?");
    }

    [Fact]
    [Fault("Swarm", "an image by the short name of one that the nodes have", Names = "pulling busybox:latest failed")]
    public async Task The_short_name_of_an_image_that_the_node_has()
    {
        await Worker.PullAsync(Image, Token);
        var failure = await FailureAsync("short", "busybox:latest");
        failure.ShouldNameItsFault();
        failure.Message.Should().Contain("worker01 has example/busybox:latest.");
    }

    [Fact]
    [Fault("Swarm", "an image without a registry's name that the mirror does not have", Names = "manifest unknown")]
    public async Task What_a_mirror_said_comes_first()
    {
        var failure = await FailureAsync("mirrored", "example/nothere:1");
        failure.ShouldNameItsFault();
        failure.Message.Split('\n')[0].Should().Contain("pulling example/nothere:1 failed: ").And.Contain("; and then: ");
        var pull = () => Worker.PullAsync("example/nothere:1", Token);
        (await pull.Should().ThrowAsync<ClusterException>().Where(e => e.Reason == ClusterReason.PullRefused)).Which.Message.Split('\n')[0]
            .Should().Match("Node worker01 could not pull example/nothere:1: *manifest unknown*; and then: *");
    }

    [Fact]
    [Fault("Swarm", "a registry's host that there is not", Names = "no such host")]
    public async Task A_registry_that_there_is_not() => (await FailureAsync("hostless", "no-such-host.example:5000/busybox:1")).ShouldNameItsFault();

    [Fact]
    [Fault("Swarm", "a registry's port where nobody listens", Names = "connection refused")]
    public async Task A_port_where_nobody_listens() => (await FailureAsync("unheard", "manager:5999/busybox:1")).ShouldNameItsFault();

    [Fact]
    [Fault("Swarm", "a registry that was stopped", Names = "no such host")]
    public async Task A_registry_that_was_stopped()
    {
        await using var stopped = await RegistryAsync(new RegistryOptions { Alias = "stopped" });
        await stopped.StopAsync(Token);
        (await FailureAsync("stopped", $"{stopped.InternalAddress}/busybox:1")).ShouldNameItsFault();
    }

    [Fact]
    [Fault("Swarm", "a registry that does not answer", Names = "it pulls silent:5000/busybox:1 for ")]
    public async Task A_registry_that_does_not_answer()
    {
        await using var silent = await RegistryAsync(new RegistryOptions { Alias = "silent" });
        await shared.Engine.Client.Containers.PauseContainerAsync(silent.Container.Id, Token);
        try
        {
            (await FailureAsync("silent", $"{silent.InternalAddress}/busybox:1", within: TimeSpan.FromSeconds(4))).ShouldNameItsFault();
        }
        finally
        {
            await shared.Engine.Client.Containers.UnpauseContainerAsync(silent.Container.Id, CancellationToken.None);
        }
    }

    [Fact]
    [Fault("Swarm", "a registry of plain HTTP that the node speaks TLS to", Names = "server gave HTTP response to HTTPS client")]
    public async Task A_registry_without_TLS()
    {
        await using var plain = await RegistryAsync(new RegistryOptions { Alias = "plain" });
        var failure = await FailureAsync("plain", $"{plain.InternalAddress}/busybox:1");
        failure.ShouldNameItsFault();
        failure.Advice.Should().Contain("--insecure-registry=plain:5000");
    }

    [Fact]
    [Fault("Swarm", "a registry whose certificate the node does not trust", Names = "x509: certificate signed by unknown authority")]
    [Fault("Swarm", "a registry that wants an account, and the service has none", Names = "no basic auth credentials")]
    [Fault("Swarm", "a service with a wrong password for its registry", Names = "unauthorized")]
    public async Task A_registry_with_a_certificate_and_accounts()
    {
        await using var guarded = await RegistryAsync(new RegistryOptions { Alias = "guarded", Tls = true, Users = new Dictionary<string, string> { ["jo"] = "right-password" } });
        var image = $"{guarded.InternalAddress}/busybox:1";
        var untrusted = await FailureAsync("untrusted", image);
        untrusted.ShouldNameItsFault("a registry whose certificate the node does not trust");
        untrusted.Advice.Should().Contain("/etc/docker/certs.d/guarded:5000/ca.crt");

        (await Worker.ExecAsync(["sh", "-c", Trust, guarded.InternalAddress, guarded.CertificateAuthorityPem!], Token)).ExitCode.Should().Be(0);
        (await FailureAsync("accountless", image)).ShouldNameItsFault("a registry that wants an account, and the service has none");
        var wrong = await FailureAsync("wrong-password", image, new AuthConfig { Username = "jo", Password = "wrong-password", ServerAddress = guarded.InternalAddress });
        wrong.ShouldNameItsFault("a service with a wrong password for its registry");
        wrong.Message.Should().NotContain("wrong-password failed").And.NotContain("jo:");
    }

    [Fact]
    [Fault("Swarm", "a node whose disk is full", Names = "no space left on device")]
    [Fault("Swarm", "a registry that has lost a layer", Names = "unknown blob")]
    public async Task A_full_disk_and_a_layer_that_is_lost()
    {
        await shared.Engine.Images.GetAsync("echo", Token);
        await Cluster.Registry.PushAsync("example/echo:latest", "example/unfetched:1", Token);
        const string Image = "registry:5000/example/unfetched:1";
        (await Worker.ExecAsync(["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", "/var/lib/docker/tmp"], Token)).ExitCode.Should().Be(0);
        try
        {
            (await FailureAsync("full", Image)).ShouldNameItsFault("a node whose disk is full");
        }
        finally
        {
            await Worker.ExecAsync(["umount", "/var/lib/docker/tmp"], CancellationToken.None);
        }

        var layer = (await Cluster.Registry.ReadManifestAsync("example/unfetched:1", Token)).Layers[^1].Digest;
        var file = $"/var/lib/registry/docker/registry/v2/blobs/sha256/{layer[7..9]}/{layer[7..]}/data";
        var damage = shared.Engine.NewContainer(await shared.Engine.Images.GetAsync("busybox", Token), "damage").WithCommand("rm", file)
            .WithCreateParameterModifier(it => it.HostConfig!.VolumesFrom = [Cluster.Registry.Container.Id]);
        (await shared.Engine.RunToEndAsync(damage, Token)).Should().HaveExitCode(0);
        (await FailureAsync("holed", Image)).ShouldNameItsFault("a registry that has lost a layer");
    }

    private async Task<RegistryServer> RegistryAsync(RegistryOptions options)
    {
        var node = await shared.Engine.Client.Containers.InspectContainerAsync(Cluster.Manager.Container!.Id, Token);
        return await RegistryServer.StartAsync(shared.Engine, options with { Network = node.NetworkSettings!.Networks!.Keys.Single() }, Token);
    }

    private async Task<ServiceException> FailureAsync(string name, string image, AuthConfig? account = null, TimeSpan? within = null)
    {
        var options = Sleeper(name) with { Image = account is null ? image : "registry:5000/example/no-account-yet:1", Constraints = ["node.hostname==worker01"] };
        await using var service = await Cluster.CreateServiceAsync(within is { } limit ? options with { ConvergeWithin = limit } : options, Token);
        if (account is not null) await WithAccountAsync(service, image, account);
        var wait = () => service.WaitUntilConvergedAsync(Token);
        var failure = (await wait.Should().ThrowAsync<ServiceException>().Where(e => e.Reason == ServiceReason.NotConverged)).Which;
        TestContext.Current.TestOutputHelper!.WriteLine(failure.Message);
        failure.IsHopeless.Should().Be(within is null);
        return failure;
    }

    /// <summary>As `docker service update --with-registry-auth` does it.</summary>
    private async Task WithAccountAsync(Service service, string image, AuthConfig account)
    {
        var now = await Cluster.Client.Swarm.InspectServiceAsync(service.Id, Token);
        now.Spec!.TaskTemplate!.ContainerSpec!.Image = image;
        await Cluster.Client.Swarm.UpdateServiceAsync(service.Id, new ServiceUpdateParameters { Service = now.Spec, Version = (long)now.Version!.Index!.Value, RegistryAuth = account }, Token);
    }
}
