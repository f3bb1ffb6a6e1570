using System.Net.Sockets;
using Docker.DotNet.Models;
using InfraSpecs.EngineSpecs.Cleanup;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Swarm.Cluster;

[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
public sealed class AttachSpecs(EngineFixture fixture, KeptFixture kept) : IClassFixture<KeptFixture>
{
    [Fact]
    public async Task The_same_spec_runs_on_a_cluster_that_was_started_and_on_one_that_was_attached_to()
    {
        await AddsAsync(kept.Cluster);
        await kept.Cluster.ResetAsync(Token);
        using var certificates = await kept.CertificatesAsync();
        await using var attached = await SwarmCluster.AttachAsync(kept.Address("manager"), certificates.Options, Token);
        await AddsAsync(attached);
    }

    [Fact]
    public async Task Disposal_removes_and_puts_back_what_was_done_through_it_and_nothing_else()
    {
        await kept.Cluster.Client.Secrets.CreateAsync(new SwarmSecretSpec { Name = "theirs", Data = [1], Labels = new Dictionary<string, string>() }, Token);
        await kept.Cluster["worker01"].LabelAsync("theirs", "stays", Token);
        using var certificates = await kept.CertificatesAsync();
        await using (var attached = await SwarmCluster.AttachAsync(kept.Address("manager"), certificates.Options, Token))
        {
            await AddsAsync(attached);
            await attached["worker01"].LabelAsync("ours", "goes", Token);
            await attached["worker01"].DrainAsync(Token);
        }

        (await kept.Cluster.Client.Swarm.ListServicesAsync(null, Token)).Should().BeEmpty();
        (await kept.Cluster.Client.Secrets.ListAsync(Token)).Should().ContainSingle().Which.Spec.Name.Should().Be("theirs");
        var worker = (await kept.Cluster.ReadNodesAsync(Token)).Should().BeReady().And.HaveNode("worker01").Which;
        (worker.Availability, string.Join(",", worker.Labels.Keys)).Should().Be((NodeAvailability.Active, "theirs"));
        await kept.Cluster.ResetAsync(Token);
    }

    [Fact]
    public async Task A_process_that_is_asked_to_end_removes_what_it_made_there()
    {
        using var certificates = await kept.CertificatesAsync();
        using var process = EndSignalSpecs.Start(fixture.Engine.Endpoint, attachTo: $"{kept.Address("manager")} {certificates.Options.CertificateFolder}");
        await Wait.UntilAsync("the other process's config", async token => await HasAsync(token) ? Probe.Ready(true) : Probe.NotYet<bool>("it is not there"), TimeSpan.FromSeconds(60), Token);
        await EndSignalSpecs.SignalAsync(process, "TERM");
        await process.WaitForExitAsync(Token).WaitAsync(TimeSpan.FromSeconds(30), Token);
        (await HasAsync(Token)).Should().BeFalse("the process said {0}", await process.StandardError.ReadToEndAsync(Token));

        async Task<bool> HasAsync(CancellationToken token) => (await kept.Cluster.Client.Configs.ListConfigsAsync(token)).Any(it => it.Spec?.Name == SpecThatWaits.Config);
    }

    [Fact]
    public async Task A_machine_is_never_touched_and_its_engine_is_asked_only_where_it_was_named()
    {
        using var certificates = await kept.CertificatesAsync();
        var options = certificates.Options with { Engines = new Dictionary<string, Uri> { ["worker01"] = kept.Address("worker01") } };
        await using var attached = await SwarmCluster.AttachAsync(kept.Address("manager"), options, Token);
        await using var blind = await SwarmCluster.AttachAsync(kept.Address("manager"), certificates.Options, Token);
        (await attached["worker01"].ReadImagesAsync(Token)).Should().NotBeNull();
        blind["worker01"].Invoking(it => it.Client).Should().Throw<ClusterException>().Where(e => e.Reason == ClusterReason.NodeUnreachable)
            .WithMessage("*no address of its engine was given*AttachOptions.Engines*");
        foreach (var verb in new Func<Node, Task>[]
                 {
                     it => it.KillAsync(Token), it => it.StopAsync(Token), it => it.StartAsync(Token), it => it.DisconnectAsync(Token),
                     it => it.ReconnectAsync(Token), it => it.RemoveAsync(Token), it => it.LeaveAsync(Token), it => it.ExecAsync(["true"], Token),
                 })
        {
            var refused = () => verb(attached["worker01"]);
            (await refused.Should().ThrowAsync<ClusterException>().Where(e => e.Reason == ClusterReason.NodeIsMachine)).Which.Message.Should().StartWith("Node worker01 cannot ")
                .And.Contain("it is a machine");
        }

        (await kept.Cluster.ReadNodesAsync(Token)).Should().BeReady();
    }

    [Fact]
    public async Task A_port_is_forwarded_with_the_probe_of_an_engine_that_is_named()
    {
        using var certificates = await kept.CertificatesAsync();
        await using var attached = await SwarmCluster.AttachAsync(kept.Address("manager"), certificates.Options, Token);
        (await attached.Awaiting(it => it.ForwardAsync(it["manager"], 81, Token)).Should().ThrowAsync<ClusterException>().Where(e => e.Reason == ClusterReason.ProbeImageMissing))
            .WithMessage("*ForwardAsync(service, port, engine, token)*");

        await using var forward = await attached.ForwardAsync(attached["manager"], 81, fixture.Engine, Token);
        using var client = new TcpClient();
        await client.ConnectAsync(forward.Endpoint.Host, forward.Endpoint.Port, Token);
        (await client.GetStream().ReadAsync(new byte[1], Token).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Token)).Should().Be(0);
        await Wait.UntilAsync("a refusal", _ => ValueTask.FromResult(forward.LastRefusal is null ? Probe.NotYet<bool>("none") : Probe.Ready(true)), TimeSpan.FromSeconds(20), Token);
        forward.LastRefusal.Should().Be("node manager: 127.0.0.1:81 refused the connection; nobody listens there");
    }

    [Fact]
    public async Task A_worker_is_no_manager_and_its_engine_says_so()
    {
        using var certificates = await kept.CertificatesAsync();
        var attach = () => SwarmCluster.AttachAsync(kept.Address("worker01"), certificates.Options, Token);
        var failure = (await attach.Should().ThrowAsync<ClusterException>().Where(e => e.Reason == ClusterReason.NotAManager)).Which;
        failure.Message.Should().StartWith($"The engine at {kept.Address("worker01")} is no manager of a Swarm: it is a worker.\n  Seen: This node is not a swarm manager.");
    }

    [Fact]
    public async Task Why_a_machine_cannot_pull_is_in_a_log_that_is_not_read_here_and_the_failure_says_where()
    {
        using var certificates = await kept.CertificatesAsync();
        await using var cluster = await SwarmCluster.AttachAsync(kept.Address("manager"), certificates.Options, Token);
        await using var service = await cluster.CreateServiceAsync(new ServiceOptions { Name = "unpulled", Image = "registry:5000/example/nothere:1", RestartDelay = TimeSpan.Zero }, Token);
        var wait = () => service.WaitUntilConvergedAsync(Token);
        (await wait.Should().ThrowAsync<ServiceException>().Where(e => e.Reason == ServiceReason.NotConverged)).Which.Message.Split('\n')[0].Should().Match(
            "*No such image: registry:5000/example/nothere:1; why is in the log of its node's engine, which cannot be read: * is a machine; `journalctl -u docker` shows it there*");
    }

    [Fact]
    public async Task An_engine_in_no_Swarm_is_told_as_such()
    {
        var attach = () => SwarmCluster.AttachAsync(fixture.Engine.Endpoint, new AttachOptions(), Token);
        var failure = (await attach.Should().ThrowAsync<ClusterException>().Where(e => e.Reason == ClusterReason.NotAManager)).Which;
        failure.Message.Should().Contain("is no manager of a Swarm: its state there is 'inactive'.");
    }

    [Fact]
    public async Task Nobody_at_the_address_and_a_certificate_of_another_authority_are_told_with_what_was_seen()
    {
        var nobody = () => SwarmCluster.AttachAsync(new Uri("tcp://127.0.0.1:1"), new AttachOptions(), Token);
        (await nobody.Should().ThrowAsync<ClusterException>().Where(e => e.Reason == ClusterReason.NoAnswer)).Which.Message.Should()
            .StartWith("No engine at tcp://127.0.0.1:1/ speaks to this process: Connection refused");

        using var authority = new CertificateAuthority("somebody else");
        using var theirs = await kept.CertificatesAsync();
        using var mine = Certificates.Write(await File.ReadAllTextAsync(Path.Combine(theirs.Folder, "ca.pem"), Token), authority.Issue("me"));
        var wrong = () => SwarmCluster.AttachAsync(kept.Address("manager"), mine.Options, Token);
        (await wrong.Should().ThrowAsync<ClusterException>().Where(e => e.Reason == ClusterReason.NoAnswer)).Which.Said.Should().Contain("unknown ca", "the engine does not know who issued it");
        using var distrust = Certificates.Write(authority.CertificatePem, authority.Issue("me"));
        var untrusted = () => SwarmCluster.AttachAsync(kept.Address("manager"), distrust.Options, Token);
        var distrusted = (await untrusted.Should().ThrowAsync<ClusterException>().Where(e => e.Reason == ClusterReason.NoAnswer)).Which;
        distrusted.Message.Should().StartWith($"No engine at {kept.Address("manager")} speaks to this process: ").And.Contain("CertificateFolder");
        distrusted.Said.Should().NotBeEmpty();
    }

    /// <summary>Knows only the cluster.</summary>
    private static async Task AddsAsync(SwarmCluster cluster)
    {
        await cluster.CreateSecretAsync("ours", "x", Token);
        var sleeper = new ServiceOptions
        {
            Name = "sleeper", Image = "example/busybox:latest", Replicas = 2, Command = ["sh", "-c", "trap 'exit 0' TERM; sleep 600 & wait"],
            StableFor = TimeSpan.FromSeconds(1),
        };
        var service = await cluster.CreateServiceAsync(sleeper, Token);
        (await service.WaitUntilConvergedAsync(Token)).Should().HaveRunningTasks(2);
        (await cluster.ReadNodesAsync(Token)).Should().HaveNodes(2).And.BeReady().And.HaveOneLeader();
    }
}
