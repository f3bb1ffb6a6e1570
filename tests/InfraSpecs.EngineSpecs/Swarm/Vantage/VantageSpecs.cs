using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.EngineSpecs.Swarm.NetworksCluster;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Swarm.Vantage;

[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
[Collection(NetworksCollection.Name)]
public sealed class VantageSpecs(NetworksCluster shared)
{
    private static readonly TimeSpan Moments = TimeSpan.FromSeconds(20);

    private SwarmCluster Cluster => shared.Cluster;

    [Fact]
    public async Task A_service_is_seen_by_name_port_and_answer_from_every_node()
    {
        await using var network = await Cluster.CreateNetworkAsync("seen", new SwarmNetworkOptions { Attachable = true }, Token);
        await using var echo = await Cluster.CreateServiceAsync(Echo("echo", "seen"), Token);
        var placement = await echo.WaitUntilConvergedAsync(Token);
        await using (var points = await Cluster.EnterNetworkAsync("seen", Token))
        {
            points.All.Select(it => it.Name).Should().Equal("manager", "worker01", "worker02");
            (await points.WaitUntilResolvedAsync("tasks.echo", placement, Moments, Token)).Should().ResolveToTasksOf(placement).And.ResolveEverywhere();
            (await points.ResolveAsync("nobody", Token)).Should().ResolveNowhere();
            (await points.ConnectAsync("echo", 8080, Token)).Should().BeReachedFromEverywhere();
            (await points.ConnectAsync("echo", 81, Token)).Should().BeRefusedEverywhere();
            var answers = await points.GetAsync("http://echo:8080/", 40, Token);
            answers.Should().HaveStatus(200).And.HaveBody("Hello Docker!!").And.BeServedByEveryTaskOf(placement).And.BeServedEvenlyBy(placement, 4);
        }

        (await shared.ProbesAsync(Token)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_network_that_is_disposed_before_its_vantage_points_goes_with_them()
    {
        var network = await Cluster.CreateNetworkAsync("early", new SwarmNetworkOptions { Attachable = true }, Token);
        await using (var points = await Cluster.EnterNetworkAsync("early", Token))
        {
            await network.DisposeAsync();
            (await points.ResolveAsync("nobody", Token)).Should().ResolveNowhere();
            (await IsThereAsync(Token)).Should().BeTrue();
        }

        await Wait.UntilAsync("the network's end", async token => await IsThereAsync(token) ? Probe.NotYet<bool>("it is there") : Probe.Ready(true), TimeSpan.FromSeconds(10), Token);

        async Task<bool> IsThereAsync(CancellationToken token) => (await Cluster.Client.Networks.ListNetworksAsync(new(), token)).Any(it => it.ID == network.Id);
    }

    [Fact]
    public async Task Two_networks_keep_their_services_apart_and_a_service_on_the_other_one_is_caught()
    {
        await using var front = await Cluster.CreateNetworkAsync("front", new SwarmNetworkOptions { Attachable = true }, Token);
        await using var back = await Cluster.CreateNetworkAsync("back", new SwarmNetworkOptions { Attachable = true }, Token);
        await using var api = await Cluster.CreateServiceAsync(Echo("api", "back") with { Replicas = 2 }, Token);
        var placement = await api.WaitUntilConvergedAsync(Token);
        await using var inFront = await Cluster.EnterNetworkAsync("front", Token);
        await using var inBack = await Cluster.EnterNetworkAsync("back", Token);
        await inBack.WaitUntilResolvedAsync("tasks.api", placement, Moments, Token);

        var reached = await inBack.ConnectAsync("api", 8080, Token);
        reached.Should().BeReachedFromEverywhere();
        (await inFront.ConnectAsync("api", 8080, Token)).Should().BeReachedFromNowhere(whileReached: reached);
        (await inFront.ResolveAsync("api", Token)).Should().ResolveNowhere();

        var view = await inFront.ResolveAsync("tasks.api", Token);
        view.Invoking(it => it.Should().ResolveToTasksOf(placement)).Should().Throw<SpecFailedException>().WithMessage(
            "Expected name tasks.api to resolve to the 2 running tasks of api, but api.1 is not in network front; it is in back.*");
        var answers = await inFront.GetAsync("http://api:8080/", 1, Token);
        var claim = () => answers.Should().HaveStatus(200);
        claim.Should().Throw<SpecFailedException>().WithMessage(
            "Expected answers to have status 200, but manager got name not found (1 of 1); worker01 got name not found (1 of 1); worker02 got name not found (1 of 1).*");
    }

    [Fact]
    public async Task A_node_that_still_sees_old_addresses_is_caught()
    {
        await using var network = await Cluster.CreateNetworkAsync("stale", new SwarmNetworkOptions { Attachable = true }, Token);
        await using var web = await Cluster.CreateServiceAsync(Echo("web", "stale"), Token);
        var before = await web.WaitUntilConvergedAsync(Token);
        await using var points = await Cluster.EnterNetworkAsync("stale", Token);
        await points.WaitUntilResolvedAsync("tasks.web", before, Moments, Token);

        // The node is cut off, hears nothing of the tasks that take the place of its own, and goes on to name those that it knew.
        await using (await Cluster["worker02"].DisconnectAsync(Token))
        {
            await Cluster["worker02"].WaitUntilDownAsync(Token);
            var after = await web.WaitUntilConvergedAsync(Token);
            after.Should().AvoidNode("worker02");
            var view = await points.ResolveAsync("tasks.web", Token);
            var failure = view.Invoking(it => it.Should().ResolveToTasksOf(after)).Should().Throw<SpecFailedException>().Which.Message;
            TestContext.Current.TestOutputHelper!.WriteLine(failure);
            failure.Split('\n')[0].Should().Contain("worker02 does not see web.").And.Contain("worker02 sees 10.");
        }

        // Engines ask lost ones back each minute and compare their tables each half minute: 30 to 80 s were seen.
        await points.WaitUntilResolvedAsync("tasks.web", await web.WaitUntilConvergedAsync(Token), TimeSpan.FromMinutes(4), Token);
    }

    [Fact]
    public async Task Tasks_of_an_image_without_any_tool_can_be_looked_out_of()
    {
        await using var network = await Cluster.CreateNetworkAsync("inner", new SwarmNetworkOptions(), Token);
        await using var echo = await Cluster.CreateServiceAsync(Echo("inner", "inner") with { Replicas = 2 }, Token);
        var placement = await echo.WaitUntilConvergedAsync(Token);
        await using var points = await Cluster.EnterTasksAsync(echo, Token);
        points.All.Select(it => it.Name).Should().Equal("inner.1", "inner.2");
        (await points.WaitUntilResolvedAsync("tasks.inner", placement, Moments, Token)).Should().ResolveToTasksOf(placement);
        (await points.ConnectAsync("127.0.0.1", 8080, Token)).Should().BeReachedFromEverywhere();
        var own = await points.GetAsync("http://127.0.0.1:8080/", 1, Token);
        own.All.Select(it => it.Sample.Replica).Should().BeEquivalentTo(placement.Running.Select(it => it.ContainerId![..12]));
    }

    [Fact]
    public async Task What_cannot_be_entered_is_said_with_the_way_out()
    {
        await using var closed = await Cluster.CreateNetworkAsync("closed", new SwarmNetworkOptions(), Token);
        await using var none = await Cluster.CreateServiceAsync(Echo("none", "closed") with { Replicas = 0 }, Token);
        (await Cluster.Awaiting(it => it.EnterNetworkAsync("nirvana", Token)).Should().ThrowAsync<ClusterException>().Where(e => e.Reason == ClusterReason.NetworkNotFound))
            .WithMessage("There is no overlay network \"nirvana\" in the cluster.\n  It has: *closed*\n  What to do: mend the name;*");
        (await Cluster.Awaiting(it => it.EnterNetworkAsync("closed", Token)).Should().ThrowAsync<ClusterException>().Where(e => e.Reason == ClusterReason.NetworkNotAttachable))
            .WithMessage("Network closed is not attachable: only tasks of services may join it.\n  What to do: create it with SwarmNetworkOptions.Attachable*");
        (await Cluster.Awaiting(it => it.EnterTasksAsync(none, Token)).Should().ThrowAsync<ServiceException>().Where(e => e.Reason == ServiceReason.NoTaskRuns)).WithMessage("No task of none runs*");
        (await Cluster.Awaiting(it => it.ForwardAsync(none, 8080, Token)).Should().ThrowAsync<ServiceException>().Where(e => e.Reason == ServiceReason.NoTaskRuns))
            .WithMessage("No task of none runs*");
        (await shared.ProbesAsync(Token)).Should().BeEmpty();
    }

    [Fact]
    public async Task Nothing_is_left_of_an_entry_that_was_cancelled()
    {
        await using var network = await Cluster.CreateNetworkAsync("left", new SwarmNetworkOptions { Attachable = true }, Token);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var entering = Cluster.EnterNetworkAsync("left", stop.Token);
        await Wait.UntilAsync(
            "a probe on its way",
            async linked => (await shared.ProbesAsync(linked)).Count > 0 || entering.IsCompleted ? Probe.Ready(true) : Probe.NotYet<bool>("none"), Moments, Token);
        await stop.CancelAsync();
        try
        {
            await (await entering).DisposeAsync(); // it was quicker
        }
        catch (OperationCanceledException)
        {
            // That is what is meant.
        }

        await Wait.UntilAsync(
            "no probe", async linked => (await shared.ProbesAsync(linked)).Count == 0 ? Probe.Ready(true) : Probe.NotYet<bool>("there is one"), Moments, Token);
    }
}
