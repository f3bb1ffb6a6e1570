using InfraSpecs.EngineSpecs.Swarm.Services;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.EngineSpecs.Swarm.Services.ServicesCluster;
using static InfraSpecs.EngineSpecs.Swarm.Updates.UpdatesCollection;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Swarm.Updates;

[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
[Collection(UpdatesCollection.Name)]
public sealed class RollingUpdateSpecs(ServicesCluster shared, ITestOutputHelper output)
{
    private SwarmCluster Cluster => shared.Cluster;

    [Fact]
    public async Task With_start_first_every_replica_has_its_successor_before_it_stops()
    {
        await using var web = await Cluster.CreateServiceAsync(Careful("start-first"), Token);
        var before = await web.WaitUntilConvergedAsync(Token);
        await using var watch = await web.WatchReplicasAsync(Token);

        await web.UpdateAsync(it => it with { Image = OtherImage }, Token);
        var update = await web.WaitUntilUpdatedAsync(Token);
        var history = await watch.StopAsync(Token);

        output.WriteLine($"{update}\n{history}");
        update.Should().HaveCompleted();
        update.Placement.Should().HaveImageEverywhere(OtherImage).And.HaveImageEverywhere(update.Digest!);
        (update.Image, update.ReplacedImage, update.ReplacedDigest).Should().Be((OtherImage, Image, before.Running[0].Digest));
        history.Should().NeverHaveHadFewerThan(3).And.NeverHaveHadMoreThan(6);
        history.Moments[0].ByDigest.Should().Equal(new Dictionary<string, int> { [update.ReplacedDigest!] = 3 });
        history.Moments[^1].ByDigest.Should().Equal(new Dictionary<string, int> { [update.Digest!] = 3 });
        var forward = before.Invoking(it => it.Should().HaveImageEverywhere(OtherImage)).Should().Throw<SpecFailedException>().Which.Message;
        forward.Should().Contain($"to have {OtherImage} everywhere, but start-first.1 on ");
    }

    [Fact]
    public async Task An_update_that_stops_all_replicas_at_once_is_caught()
    {
        await using var web = await Cluster.CreateServiceAsync(
            Sleeper("all-at-once") with { Replicas = 3, Update = new UpdatePolicy { Parallelism = 0, Monitor = TimeSpan.FromSeconds(0.5) } }, Token);
        await web.WaitUntilConvergedAsync(Token);
        await using var watch = await web.WatchReplicasAsync(Token);
        await web.UpdateAsync(it => it with { Image = OtherImage }, Token);
        (await web.WaitUntilUpdatedAsync(Token)).Should().HaveCompleted();
        var history = await watch.StopAsync(Token);

        history.Least.Running.Should().BeEmpty();
        var failure = history.Invoking(it => it.Should().NeverHaveHadFewerThan(1)).Should().Throw<SpecFailedException>().Which.Message;
        output.WriteLine(failure);
        failure.Should().MatchRegex(
            "^Expected it of \"all-at-once\" never to have had fewer than 1 running replicas, but it had 0 at [0-9:.]+, [0-9.]+ s after the watch began, and fewer than 1 for [0-9.]+ s; "
            + "by then all-at-once\\.1 was told to stop on [a-z0-9]+ \\(signal 15\\), all-at-once\\.2 was told to stop on [a-z0-9]+ \\(signal 15\\), all-at-once\\.3 was told to stop on [a-z0-9]+ \\(signal 15\\)\\.\n"
            + "  What to do: ServiceOptions\\.Update stops all tasks at once \\(Parallelism 0, stop-first\\): set its Order to StartFirst, or its Parallelism to 1\\.");
    }

    [Fact]
    public async Task Stop_first_goes_on_after_its_delay_with_so_many_as_its_parallelism_says()
    {
        var delay = TimeSpan.FromSeconds(1);
        await using var web = await Cluster.CreateServiceAsync(
            Sleeper("in-lots") with { Replicas = 4, Update = new UpdatePolicy { Parallelism = 2, Delay = delay, Monitor = TimeSpan.FromSeconds(0.5) } }, Token);
        await web.WaitUntilConvergedAsync(Token);
        await using var watch = await web.WatchReplicasAsync(Token);
        await web.UpdateAsync(it => it with { Image = OtherImage }, Token);
        var update = await web.WaitUntilUpdatedAsync(Token);
        var history = await watch.StopAsync(Token);

        output.WriteLine(history.ToString());
        history.Should().NeverHaveHadFewerThan(2).And.NeverHaveHadMoreThan(4);
        var stopped = history.Changes.Where(it => it.Event == ReplicaEvent.Stopping).ToList();
        var started = history.Changes.Where(it => it.Event == ReplicaEvent.Started).ToList();
        stopped.Should().HaveCount(4).And.OnlyContain(it => it.Digest == update.ReplacedDigest);
        started.Should().HaveCount(4).And.OnlyContain(it => it.Digest == update.Digest);
        (stopped[2].At - started[0].At).Should().BeGreaterThanOrEqualTo(delay, "the second lot waits after a task of the first runs");
        foreach (var old in stopped) started.Single(it => it.Task == old.Task).At.Should().BeAfter(old.At);
    }

    [Fact]
    public async Task A_rollback_by_hand_is_an_update_of_its_own()
    {
        await using var web = await Cluster.CreateServiceAsync(Careful("by-hand"), Token);
        await web.WaitUntilConvergedAsync(Token);
        await web.UpdateAsync(it => it with { Image = OtherImage }, Token);
        (await web.WaitUntilUpdatedAsync(Token)).Should().HaveCompleted();

        await web.RollBackAsync(Token);
        var back = await web.WaitUntilUpdatedAsync(Token);
        (back.State, back.IsRolledBackByItself, back.Image, back.ReplacedImage).Should().Be((UpdateState.RolledBack, false, Image, OtherImage));
        back.Placement.Should().HaveImageEverywhere(Image);
        back.Invoking(it => it.Should().HaveRolledBackByItself()).Should().Throw<SpecFailedException>()
            .Which.Message.Should().Contain("to have been rolled back by itself, but it was rolled back by hand.");
    }

    [Fact]
    public async Task A_change_that_replaces_no_task_is_no_update_to_wait_for()
    {
        await using var web = await Cluster.CreateServiceAsync(Careful("unchanged"), Token);
        await web.WaitUntilConvergedAsync(Token);
        await web.ScaleAsync(4, Token);
        var wait = () => web.WaitUntilUpdatedAsync(Token);
        (await wait.Should().ThrowAsync<ServiceException>().Where(e => e.Reason == ServiceReason.NotConverged)).Which.Message.Should().StartWith(
            "Service \"unchanged\" cannot finish its update: no task had to be replaced, so that there was no update; WaitUntilConvergedAsync waits for a service that was only scaled or labelled.");
        (await web.ReadUpdateAsync(Token)).State.Should().Be(UpdateState.None);
    }

    [Fact]
    public async Task Replicas_on_a_node_that_is_lost_are_lost_and_are_seen_again_when_it_is_back()
    {
        await using var web = await Cluster.CreateServiceAsync(Sleeper("lost") with { Replicas = 3 }, Token);
        (await web.WaitUntilConvergedAsync(Token)).Should().BeSpreadOver(3);
        await using var watch = await web.WatchReplicasAsync(Token);
        await Cluster["worker02"].KillAsync(Token);
        await Cluster["worker02"].StartAsync(Token);
        var after = await web.WaitUntilConvergedAsync(Token);
        var history = await watch.StopAsync(Token);

        output.WriteLine(history.ToString());
        history.Moments[^1].Running.Select(it => it.ContainerId).Should().BeEquivalentTo(after.Running.Select(it => it.ContainerId));
        history.Invoking(it => it.Should().NeverHaveHadFewerThan(3)).Should().Throw<SpecFailedException>()
            .Which.Message.Should().MatchRegex("by then lost\\.[1-3] was lost with its node on worker02\\.\n  What to do: worker02 was lost; run more than 3 replicas, on more nodes");
    }
}
