using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.EngineSpecs.Swarm.Stacks.StacksCluster;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Swarm.Stacks;

/// <summary>What is said of a stack is so when it is said, and the first failure is the one that is told.</summary>
[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
[Collection(StacksCollection.Name)]
public sealed class StackTruthSpecs(StacksCluster shared, EngineFixture engine)
{
    private SwarmCluster Cluster => shared.Cluster;

    [Fact]
    public async Task A_service_that_ended_while_another_was_waited_for_has_not_converged()
    {
        using var folder = new StackFolderOnDisk("""
            version: "3.8"
            services:
              early:
                image: example/busybox:latest
                command: [sh, -c, "sleep 7; exit 3"]
                deploy: {restart_policy: {condition: none}}
              late:
                image: example/busybox:latest
                command: [sh, -c, "sleep 12; touch /ok; sleep 600"]
                stop_grace_period: 1s
                healthcheck: {test: [CMD, test, -f, /ok], interval: 1s, retries: 60, start_period: 30s}
            """);
        await using var stack = await Cluster.DeployStackAsync(folder.Options("truth"), Token);
        var failure = (await stack.Invoking(it => it.WaitUntilConvergedAsync(Token)).Should().ThrowAsync<StackException>().Where(e => e.Reason == StackReason.NotConverged)).Which;
        FirstLine(failure).Should().MatchRegex("^Stack \"truth\" cannot converge: service \"early\": 0 of 1 tasks run; truth_early.1 failed on .*\\(3\\), and is not started again");
    }

    [Fact]
    public async Task A_service_whose_update_the_managers_took_back_has_not_been_updated()
    {
        const string File = """
            version: "3.8"
            services:
              web:
                image: example/busybox:latest
                command: [sh, -c, "@"]
                stop_grace_period: 1s
                deploy:
                  restart_policy: {delay: 0s}
                  update_config: {failure_action: rollback, monitor: 3s}
                  rollback_config: {monitor: 1s}
            """;
        using var folder = new StackFolderOnDisk(File.Replace("@", "exec sleep 1000", StringComparison.Ordinal));
        await using var stack = await Cluster.DeployStackAsync(folder.Options("back"), Token);
        await stack.WaitUntilConvergedAsync(Token);
        await using var web = await stack.HoldServiceAsync("web", Token);
        await using var elsewhere = await Cluster.HoldServiceAsync("back_web", Token);

        folder.Write("app/stack.yml", File.Replace("@", "sleep 0.5; exit 3", StringComparison.Ordinal));
        await stack.UpdateAsync(it => it, Token);
        const string TakenBack = "the update failed and is taken back";
        foreach (var wait in new Func<Task>[] { () => web.WaitUntilUpdatedAsync(Token), () => elsewhere.WaitUntilUpdatedAsync(Token), () => web.WaitUntilConvergedAsync(Token) })
        {
            (await wait.Should().ThrowAsync<ServiceException>().Where(e => e.Reason == ServiceReason.NotConverged)).Which.Message.Split('\n')[0].Should().Contain(TakenBack).And.Contain("exit (3)");
        }

        await stack.Invoking(it => it.WaitUntilConvergedAsync(Token)).Should().ThrowAsync<StackException>().WithMessage($"*{TakenBack}*");
        (await web.WaitUntilRolledBackAsync(Token)).Should().HaveRolledBackByItself();
        await web.WaitUntilConvergedAsync(Token); // it was meant now
        await elsewhere.WaitUntilConvergedAsync(Token); // what it was asked for, nobody here knows
    }

    [Fact]
    public async Task Managers_that_are_lost_meanwhile_do_not_hide_why_a_deploy_failed()
    {
        var socket = EngineSocket.Open(engine.Engine, Cluster.Manager);
        var attached = await SwarmCluster.AttachAsync(socket.Address, new AttachOptions { ReadyWithin = TimeSpan.FromSeconds(2) }, Token);
        using var folder = new StackFolderOnDisk(
            "version: \"3.8\"\nservices:\n" + string.Concat(Enumerable.Range(0, 100).Select(it => $"  s{it}: {{image: example/none, deploy: {{replicas: 0}}}}\n")));
        var deploying = attached.DeployStackAsync(folder.Options("cut"), Token);
        await Wait.UntilAsync(
            "a service of the stack", async linked => (await Cluster.ReadServicesAsync(linked)).Any(it => it.Name.StartsWith("cut_", StringComparison.Ordinal))
                ? Probe.Ready(true)
                : Probe.NotYet<bool>("none"),
            TimeSpan.FromSeconds(30), Token);
        await socket.DisposeAsync();
        var refused = (await deploying.Awaiting(it => it).Should().ThrowAsync<StackException>().Where(e => e.Reason == StackReason.Refused)).Which;
        FirstLine(refused).Should().StartWith($"Stack \"cut\" is refused: {folder.File}");
        refused.Data.Contains("Undoing it failed").Should().BeTrue("what it made is still there");
        (await attached.Invoking(it => it.DisposeAsync().AsTask()).Should().ThrowAsync<ClusterException>().Where(e => e.Reason == ClusterReason.NotClean)).Which.Left.Should()
            .Contain(it => it.StartsWith("what the failed deploy of stack cut made, which the managers could not be asked: ", StringComparison.Ordinal));
        await using var left = await Cluster.HoldStackAsync("cut", Token);
        await left.RemoveAsync(Token);
    }
}
