using InfraSpecs.EngineSpecs.Swarm.Services;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.EngineSpecs.Swarm.Services.ServicesCluster;
using static InfraSpecs.EngineSpecs.Swarm.Updates.UpdatesCollection;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Swarm.Updates;

[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
[Collection(UpdatesCollection.Name)]
public sealed class BadUpdateSpecs(ServicesCluster shared, ITestOutputHelper output)
{
    private static readonly TaskHealthCheck Well = new() { Command = ["true"], Interval = TimeSpan.FromSeconds(0.3), Retries = 2 };

    private SwarmCluster Cluster => shared.Cluster;

    // Without a health check a task that lives for a moment may count, and a good one be stopped for it.
    [Fact]
    public Task An_image_whose_tasks_end_at_once_is_taken_back_by_itself() => TakesBackAsync(
        Careful("ends") with { HealthCheck = Well }, it => it with { Image = OtherImage, Arguments = ["false"] }, "^ends.[123] failed on [a-z0-9]+: task: non-zero exit \\(1\\)$");

    [Fact]
    public Task An_image_that_cannot_be_pulled_is_taken_back_by_itself() => TakesBackAsync(
        Careful("no-image"), it => it with { Image = "registry:5000/example/nothere:1" }, "^no-image.[123] was rejected on [a-z0-9]+: pulling registry:5000/example/nothere:1 failed: manifest for registry:5000/example/nothere:1 not found: manifest unknown: manifest unknown$");

    [Fact]
    public Task An_image_whose_health_check_fails_is_taken_back_by_itself() => TakesBackAsync(
        Careful("sick") with { HealthCheck = Well }, it => it with { Image = OtherImage, HealthCheck = Well with { Command = ["sh", "-c", "echo no database; exit 3"] } },
        "^the health check of sick.[123] fails on [a-z0-9]+ with exit code 3: no database$");

    [Fact]
    public async Task An_update_that_is_to_be_paused_is_said_to_be_at_once_by_each_wait()
    {
        var policy = new UpdatePolicy { FailureAction = UpdateFailureAction.Pause, Monitor = TimeSpan.FromSeconds(1) };
        await using var web = await Cluster.CreateServiceAsync(Sleeper("pauses") with { Replicas = 2, Update = policy }, Token);
        await web.WaitUntilConvergedAsync(Token);
        await web.UpdateAsync(it => it with { Image = OtherImage, Arguments = ["false"] }, Token);
        foreach (var (wait, verb, why) in new (Func<Task>, string, string)[]
        {
            (() => web.WaitUntilConvergedAsync(Token), "converge", "its update is paused"),
            (() => web.WaitUntilUpdatedAsync(Token), "finish its update", "its update is paused"),
            (() => web.WaitUntilRolledBackAsync(Token), "roll back by itself", "its update is paused, for that is its FailureAction"),
        })
        {
            var failure = (await wait.Should().ThrowAsync<ServiceException>().Where(e => e.Reason == ServiceReason.NotConverged)).Which;
            failure.IsHopeless.Should().BeTrue();
            failure.Message.Should().MatchRegex(
                $"^Service \"pauses\" cannot {verb}: {why}: update paused due to failure or early termination of task [a-z0-9]+; pauses.[12] failed on [a-z0-9]+: task: non-zero exit \\(1\\)\\.\n");
        }

        var update = await web.ReadUpdateAsync(Token);
        output.WriteLine(update.ToString());
        update.Should().BePaused();
        update.Failed.Should().NotBeEmpty().And.OnlyContain(it => it.Image == OtherImage);
        update.Invoking(it => it.Should().HaveCompleted()).Should().Throw<SpecFailedException>();
    }

    [Fact]
    public async Task An_update_that_goes_through_is_not_waited_for_as_one_that_fails()
    {
        await using var web = await Cluster.CreateServiceAsync(Careful("goes-through"), Token);
        await web.WaitUntilConvergedAsync(Token);
        await web.UpdateAsync(it => it with { Image = OtherImage }, Token);
        var wait = () => web.WaitUntilRolledBackAsync(Token);
        var failure = (await wait.Should().ThrowAsync<ServiceException>().Where(e => e.Reason == ServiceReason.NotConverged)).Which;
        output.WriteLine(failure.Message);
        failure.Message.Should().StartWith("Service \"goes-through\" cannot roll back by itself: its update went through: update completed.\n");
        failure.IsHopeless.Should().BeTrue();
        web.Options!.Image.Should().Be(OtherImage);
    }

    /// <summary>No replica is lost by it, and what runs in the end is what ran before.</summary>
    private async Task TakesBackAsync(ServiceOptions good, Func<ServiceOptions, ServiceOptions> spoil, string why)
    {
        await using var web = await Cluster.CreateServiceAsync(good, Token);
        var before = await web.WaitUntilConvergedAsync(Token);
        await using var watch = await web.WatchReplicasAsync(Token);

        await web.UpdateAsync(spoil, Token);
        var bad = web.Options!.Image;
        var update = await web.WaitUntilRolledBackAsync(Token);
        var history = await watch.StopAsync(Token);

        output.WriteLine($"{update}\n{history}");
        update.Should().HaveRolledBackByItself();
        update.Failed.Should().NotBeEmpty().And.OnlyContain(it => it.Image == bad);
        update.Why.Should().MatchRegex(why);
        (update.Image, update.ReplacedImage).Should().Be((good.Image, bad));
        update.Placement.Should().HaveRunningTasks(3).And.HaveImageEverywhere(before.Running[0].Digest!);
        history.Should().NeverHaveHadFewerThan(3);
        web.Options.Should().Be(good, "the next change is made from what the service is");
    }
}
