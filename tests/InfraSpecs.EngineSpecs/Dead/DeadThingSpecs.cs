using InfraSpecs.Cron;
using InfraSpecs.EngineSpecs.Connection;
using InfraSpecs.EngineSpecs.Faults;
using InfraSpecs.Images;
using InfraSpecs.MySql;
using InfraSpecs.Registry;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Dead;

/// <summary>Each public verb of what has ended, was removed, or is on an engine that is lost: it answers, or says so in its first line. No library's exception is shown.</summary>
[RequiresEngine]
public sealed class DeadThingSpecs(EngineFixture fixture)
{
    private const string Exited = "exited with code";
    private const string Removed = "the container was removed";

    private static readonly Type[] Ours = [typeof(InfraSpecsException), typeof(WaitCanceledException), typeof(InvalidOperationException)];

    [Fact]
    public async Task A_container_that_has_ended()
    {
        await using var container = await ShellContainer.StartAsync(fixture.Engine, "echo no config; exit 7", Token, "busybox");
        await container.WaitForExitAsync(TimeSpan.FromSeconds(10), Token);
        var outcomes = await CallAsync(container, "StartAsync", "RestartAsync", "WaitForStartAsync");
        outcomes.Where(it => it.Failure is ContainerException).Should().HaveCountGreaterThan(5).And
            .OnlyContain(it => it.FirstLine.Contains("exited with code 7") && it.Failure!.Message.Contains("| no config"));
    }

    [Fact]
    public async Task A_container_that_was_removed()
    {
        await using var container = await ShellContainer.StartAsync(fixture.Engine, "sleep 100", Token, "busybox");
        await RemoveAsync(container);
        var outcomes = await CallAsync(container);
        outcomes.Where(it => it.Failure is ContainerException).Should().HaveCountGreaterThan(15).And.OnlyContain(it => it.FirstLine.Contains(Removed));
    }

    [Fact]
    [Fault("Container", "it is paused", Names = "is paused, so that it cannot be asked for the end of the command true")]
    public async Task A_container_that_is_paused()
    {
        await using var container = await ShellContainer.StartAsync(fixture.Engine, "echo up; sleep 100", Token, "busybox");
        await container.PauseAsync(Token);
        (await Record.ExceptionAsync(() => container.ExecAsync(["true"], Token)))!.ShouldNameItsFault();
        var outcomes = OnlyOurs(await new Verbs(container).CallAtOnceAsync(container, ["StartAsync", "StopAsync", "KillAsync", "RestartAsync", "UnpauseAsync", "ReadOutputAsync"], Token));
        outcomes.Where(it => it.Failure is ContainerException).Should().HaveCountGreaterThan(3).And.OnlyContain(it => it.FirstLine.Contains(" is paused, so that it cannot be asked for "));
        await container.UnpauseAsync(Token);
        (await container.ExecAsync(["true"], Token)).ExitCode.Should().Be(0);
    }

    [Fact]
    [Fault("Container", "it is started again, and its network is gone", Names = "did not start again: network")]
    public async Task A_container_whose_network_was_removed_meanwhile()
    {
        var network = await ContainerNetwork.CreateAsync(fixture.Engine, Token);
        var options = new ContainerOptions { Image = "busybox", Command = ["sleep", "100"], Configure = it => it.WithNetwork(network.Name) };
        await using var container = await Container.StartAsync(fixture.Engine, options, Token);
        await container.KillAsync(Token);
        await network.DisposeAsync();
        var start = () => container.StartAsync(Token);
        (await start.Should().ThrowAsync<ContainerException>().Where(e => e.Reason == ContainerReason.NotStarted)).Which.ShouldNameItsFault();
    }

    [Fact]
    public async Task A_server_that_was_killed_and_one_that_was_removed()
    {
        var servers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => MySqlServer.StartAsync(fixture.Engine, new MySqlOptions { Database = "shop" }, Token)));
        await using var killed = servers[0];
        await using var removed = servers[1];
        await KillAsync(killed.Container);
        await RemoveAsync(removed.Container);
        ShouldSay(await CallAsync(killed, "StartAsync", "RestartAsync"), Exited, "DumpAsync", "ExecuteAsync", "QueryAsync", "ScriptAsync", "ReadStorageAsync");
        ShouldSay(await CallAsync(removed), Removed, "DumpAsync", "ExecuteAsync", "QueryAsync", "ScriptAsync", "ReadStorageAsync", "StartAsync", "RestartAsync", "StopAsync", "KillAsync");
    }

    [Fact]
    public async Task A_cron_that_was_killed_and_then_removed()
    {
        await using var cron = await CronContainer.StartAsync(fixture.Engine, new CronOptions { StartAt = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero) }, Token);
        await KillAsync(cron.Container);
        ShouldSay(await CallAsync(cron, "StartAsync", "RestartAsync"), Exited, "WaitForRunsAsync", "KillAsync", "AdvanceToAsync", "RunForAsync");
        await RemoveAsync(cron.Container);
        ShouldSay(await CallAsync(cron), Removed, "DiagnoseAsync", "StartAsync", "StopAsync", "KillAsync");
    }

    [Fact]
    public async Task A_data_volume_container_that_was_removed()
    {
        await using var data = await DataVolumeContainer.CreateAsync(fixture.Engine, "/data", Token);
        await fixture.Engine.Client.Containers.RemoveContainerAsync(data.Id, new() { Force = true, RemoveVolumes = true }, Token);
        (await CallAsync(data)).Where(it => it.Failure is ContainerException).Should().NotBeEmpty().And
            .OnlyContain(it => it.FirstLine.Contains(Removed) || it.FirstLine.Contains($"No such container: {data.Id}"));
    }

    [Fact]
    public async Task A_registry_that_was_killed_and_an_image_that_has_ended()
    {
        await using var registry = await RegistryServer.StartAsync(fixture.Engine, Token);
        await using var run = await ImageRun.StartAsync(fixture.Engine, new ImageRunOptions { Image = "base", Command = ["sleep", "100"] }, Token);
        await Task.WhenAll(KillAsync(registry.Container), KillAsync(run.Container));
        ShouldSay(
            await CallAsync(registry, "StartAsync", "RestartAsync"), Exited,
            "CheckImageAsync", "CopyAsync", "DeleteAsync", "FindManifestAsync", "PullAsync", "PushAsync", "ReadContentsAsync", "ReadManifestAsync", "ReadRepositoriesAsync",
            "ReadTagsAsync", "CollectGarbageAsync", "KillAsync");
        ShouldSay(await CallAsync(run), Exited, "ReadConcernAsync", "ReapAsync", "StopAsync");
    }

    [Fact]
    [Fault("Swarm", "all nodes of a cluster were killed", Names = "its container exited with code 137 (SIGKILL)")]
    public async Task A_cluster_whose_nodes_were_killed()
    {
        using var folder = new TemporaryFolder();
        folder.Write("stack.yml", "services: {web: {image: example/echo:latest}}");
        await using var cluster = await SwarmCluster.StartAsync(fixture.Engine, new SwarmOptions { Workers = 1, Preload = ["echo"] }, Token);
        var service = cluster.CreateServiceAsync(new ServiceOptions { Name = "web", Image = "example/echo:latest" }, Token);
        var stack = cluster.DeployStackAsync(new StackOptions { Name = "shop", File = folder.At("stack.yml") }, Token);
        var network = cluster.CreateNetworkAsync("front", Token);
        var secret = cluster.CreateSecretAsync("password", "secret", Token);
        await using var things = new Things(await service, await stack, await network, await secret);
        var task = (await (await service).WaitUntilConvergedAsync(Token)).Tasks[0];
        var ticket = await cluster.ReadJoinTokenAsync(forManagers: false, Token);
        await Task.WhenAll(cluster.Nodes.Select(node => KillAsync(node.Container!)));
        (await Record.ExceptionAsync(() => cluster.ReadNodesAsync(Token)))!.ShouldNameItsFault();
        foreach (var it in things.All.Concat([cluster.Nodes[1], cluster.Nodes[0], cluster]))
        {
            var verbs = new Verbs(it, task, ticket, await service, cluster.Nodes[1]);
            var outcomes = OnlyOurs(await verbs.CallAtOnceAsync(it, ["StartAsync", "RestartAsync", "StopAsync", "KillAsync", "ResetAsync", "get_Item"], Token));
            outcomes.Where(it => it.Failure is ClusterException { Reason: ClusterReason.NodeUnreachable }).Should().OnlyContain(it => it.FirstLine.Contains("exited with code 137 (SIGKILL)"));
        }
    }

    [Fact]
    public async Task Whatever_is_on_an_engine_that_is_lost()
    {
        await using var proxy = new EngineProxy(fixture.Engine);
        await using var engine = await Engine.ConnectAsync(new EngineOptions { Endpoint = proxy.Endpoint }, Token);
        await using var container = await ShellContainer.StartAsync(engine, "sleep 100", Token, "busybox");
        await using var server = await MySqlServer.StartAsync(engine, new MySqlOptions { Database = "shop" }, Token);
        await using var cron = await CronContainer.StartAsync(engine, new CronOptions { StartAt = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero) }, Token);
        await using var data = await DataVolumeContainer.CreateAsync(engine, "/data", Token);
        await using var registry = await RegistryServer.StartAsync(engine, Token);
        await using var run = await ImageRun.StartAsync(engine, new ImageRunOptions { Image = "base", Command = ["sleep", "100"] }, Token);
        proxy.Cut();
        try
        {
            foreach (var it in new object[] { container, server, cron, cron.Clock!, data, registry, run })
            {
                var outcomes = await CallAsync(it);
                outcomes.Where(it => it.Failure is EngineException).Should().NotBeEmpty().And.OnlyContain(it => it.FirstLine.Contains(" was lost: "));
            }
        }
        finally
        {
            proxy.Pass();
        }
    }

    /// <summary>Disposed one after the other: what is on a cluster that was killed goes with it, and its disposal says nothing.</summary>
    private sealed class Things(params object[] all) : IAsyncDisposable
    {
        public IReadOnlyList<object> All => all;

        public async ValueTask DisposeAsync()
        {
            foreach (var it in all.OfType<IAsyncDisposable>()) await it.DisposeAsync();
        }
    }

    private static async Task<IReadOnlyList<Outcome>> CallAsync(object thing, params string[] except) => OnlyOurs(await new Verbs(thing).CallAsync(thing, except, Token));

    private static IReadOnlyList<Outcome> OnlyOurs(IReadOnlyList<Outcome> outcomes)
    {
        foreach (var it in outcomes) TestContext.Current.TestOutputHelper?.WriteLine(it.ToString());
        outcomes.Should().NotBeEmpty();
        outcomes.Where(it => it.Failure is not null && !Ours.Any(type => type.IsInstanceOfType(it.Failure))).Should().BeEmpty();
        return outcomes;
    }

    private static void ShouldSay(IReadOnlyList<Outcome> outcomes, string what, params string[] verbs)
    {
        foreach (var verb in verbs) outcomes.Where(it => it.Verb.Contains($".{verb}(", StringComparison.Ordinal)).Should().NotBeEmpty().And.OnlyContain(it => it.FirstLine.Contains(what), "{0}", verb);
    }

    private async Task KillAsync(Container container)
    {
        await fixture.Engine.Client.Containers.KillContainerAsync(container.Id, new() { Signal = "SIGKILL" }, Token);
        await fixture.Engine.Client.Containers.WaitContainerAsync(container.Id, Token);
    }

    private Task RemoveAsync(Container container) => fixture.Engine.Client.Containers.RemoveContainerAsync(container.Id, new() { Force = true, RemoveVolumes = true }, Token);
}
