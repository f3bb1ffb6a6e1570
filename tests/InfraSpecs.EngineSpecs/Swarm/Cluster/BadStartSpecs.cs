using InfraSpecs.EngineSpecs.Faults;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Swarm.Cluster;

/// <summary>After each nothing is left: each spec has a session of its own to look at.</summary>
[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
public sealed class BadStartSpecs : IAsyncLifetime
{
    private Engine _engine = null!;
    private IReadOnlyList<string> _volumes = [];

    public async ValueTask InitializeAsync()
    {
        _engine = await Engine.ConnectAsync(Token);
        _volumes = await Residue.AnonymousVolumesAsync(_engine, Token);
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Fact]
    [Fault("Swarm", "more nodes than the machine has memory for", Names = "and the engine's machine has")]
    public async Task More_nodes_than_the_machine_has_memory_for_are_refused_before_anything_is_started()
    {
        var start = () => SwarmCluster.StartAsync(_engine, new SwarmOptions { NodeMemory = 1L << 50 }, Token);
        var failure = (await start.Should().ThrowAsync<ClusterException>().Where(e => e.Reason == ClusterReason.TooLarge)).Which;
        failure.Message.Should().MatchRegex("^4 nodes need 4,194,304.0 GiB of memory, and the engine's machine has .* nothing was started");
        failure.ShouldNameItsFault();
        failure.Available.Should().BeGreaterThan(0);
        (await _engine.ListResourcesAsync(Token)).Should().BeEmpty();
    }

    [Fact]
    [Fault("Swarm", "an argument that dockerd does not know", Names = "unknown flag: --no-such-flag")]
    public async Task A_node_that_ends_is_told_with_the_tail_of_its_log()
    {
        var start = () => SwarmCluster.StartAsync(_engine, new SwarmOptions { Workers = 1, EngineArguments = ["--no-such-flag"] }, Token);
        (await start.Should().ThrowAsync<ContainerException>().Where(e => e.Reason == ContainerReason.Ended)).Which.ShouldNameItsFault();
        await Residue.ShouldBeNoneAsync(_engine, _volumes, Token);
    }

    [Fact]
    public async Task An_image_that_cannot_be_had_leaves_nothing_of_what_started_beside_it()
    {
        var start = () => SwarmCluster.StartAsync(_engine, new SwarmOptions { Image = "127.0.0.1:1/no/such:image" }, Token);
        await start.Should().ThrowAsync<ImageException>();
        await Residue.ShouldBeNoneAsync(_engine, _volumes, Token);
    }

    [Fact]
    [Fault("Swarm", "a node that hangs as it starts", Names = "it printed last \"I wait for what never comes\"")]
    public async Task A_node_that_hangs_is_told_with_the_tail_of_its_log()
    {
        var options = new SwarmOptions
        {
            Workers = 1,
            ReadyWithin = TimeSpan.FromSeconds(3),
            Configure = node => node.WithEntrypoint("sh", "-c", "echo 'I wait for what never comes' >&2; exec sleep 600"),
        };
        var start = () => SwarmCluster.StartAsync(_engine, options, Token);
        var failure = (await start.Should().ThrowAsync<ClusterException>().Where(e => e.Reason == ClusterReason.NodeNotReady)).Which;
        failure.Message.Should().MatchRegex("^Node (manager|worker01) runs, but was not ready within 3 s: .*; it printed last \"I wait for what never comes\"\\.\n  Its last output:\n  \\| I wait for what never comes\n");
        failure.ShouldNameItsFault();
        await Residue.ShouldBeNoneAsync(_engine, _volumes, Token);
    }

    [Fact]
    [Fault("Swarm", "a join token of another cluster", Names = "does not match fingerprint")]
    public async Task A_token_of_another_cluster_is_refused_with_the_engines_words()
    {
        var options = new SwarmOptions { Workers = 1 };
        await using (var here = await SwarmCluster.StartAsync(_engine, options, Token))
        await using (var elsewhere = await SwarmCluster.StartAsync(_engine, options with { Workers = 0 }, Token))
        {
            var worker = here["worker01"];
            await worker.LeaveAsync(Token);
            var own = await here.ReadJoinTokenAsync(forManagers: false, Token);
            var foreign = (await elsewhere.ReadJoinTokenAsync(forManagers: false, Token)).At(own.Address);
            var join = () => worker.JoinAsync(foreign, Token);
            var failure = (await join.Should().ThrowAsync<ClusterException>().Where(e => e.Reason == ClusterReason.JoinRefused)).Which;
            failure.ShouldNameItsFault();
            failure.Said.Should().Contain("does not match fingerprint");
            failure.Message.Should().StartWith($"Node worker01 could not join the Swarm at {own.Address}: ").And.NotContain("SWMTKN", "tokens are secrets");
        }

        await Residue.ShouldBeNoneAsync(_engine, _volumes, Token);
    }

    [Fact]
    [Fault("Swarm", "nodes that were given one host name", Names = "No node calls itself manager: the host names are web, web.")]
    public async Task Nodes_with_one_host_name()
    {
        var start = () => SwarmCluster.StartAsync(_engine, new SwarmOptions { Workers = 1, Configure = it => it.WithHostname("web") }, Token);
        (await start.Should().ThrowAsync<ClusterException>().Where(e => e.Reason == ClusterReason.NodeMisnamed)).Which.ShouldNameItsFault();
        await Residue.ShouldBeNoneAsync(_engine, _volumes, Token);
    }

    [Fact]
    public async Task A_killed_node_of_an_image_that_leaves_its_process_numbers_starts_again()
    {
        // As docker:dind has it: dockerd starts its own containerd, and nobody removes what a killed engine left.
        const string Entry = "mount --make-rshared /; shift; exec dockerd \"$@\"";
        await using var cluster = await SwarmCluster.StartAsync(_engine, new SwarmOptions { Workers = 0, Configure = it => it.WithEntrypoint("sh", "-c", Entry, "sh") }, Token);
        (await cluster.Manager.ExecAsync(["sh", "-c", "for pid in /run/docker.pid /run/docker/containerd/containerd.pid; do [ -s $pid ] && echo 1 > $pid || exit 1; done"], Token)).ExitCode.Should().Be(0);
        await cluster.Manager.KillAsync(Token);
        await cluster.Manager.StartAsync(Token);
        (await cluster.ReadNodesAsync(Token)).Should().BeReady();
    }

    [Theory]
    [InlineData(50)]
    [InlineData(500)]
    [InlineData(1200)]
    [InlineData(2000)]
    public async Task A_start_that_is_cancelled_leaves_nothing(int milliseconds)
    {
        await _engine.Images.GetAsync("dind", Token);
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(milliseconds));
        try
        {
            // On a fast machine the last one is a cluster.
            await (await SwarmCluster.StartAsync(_engine, new SwarmOptions { Workers = 2 }, soon.Token)).DisposeAsync();
        }
        catch (OperationCanceledException)
        {
            soon.IsCancellationRequested.Should().BeTrue();
        }

        await _engine.ShouldSoonBeNoneAsync();
        await Residue.ShouldBeNoneAsync(_engine, _volumes, Token);
    }

    [Fact]
    public async Task An_engine_that_is_disposed_while_nodes_start_leaves_nothing()
    {
        var dying = await Engine.ConnectAsync(Token);
        await dying.Images.GetAsync("dind", Token);
        var start = SwarmCluster.StartAsync(dying, new SwarmOptions { Workers = 2 }, Token);
        await Wait.UntilAsync("first node", async linked => (await dying.ListResourcesAsync(linked)).Containers.Count > 1
            ? Probe.Ready(true)
            : Probe.NotYet<bool>("no node is there yet"), TimeSpan.FromSeconds(20), Token);
        await dying.DisposeAsync();
        var ended = () => start;
        (await ended.Should().ThrowAsync<Exception>()).Which.Data.Contains("Undoing it failed").Should().BeFalse("what the engine's disposal removes is no failure of the undo");
        var label = $"{Session.IdLabel}={dying.Session.Labels[Session.IdLabel]}";
        var left = await Residue.ListAsync(_engine, label, Token);
        left.Should().BeEmpty();
    }
}
