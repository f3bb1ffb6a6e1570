using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.EngineSpecs.Swarm.Services.ServicesCluster;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Swarm.Services;

[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
[Collection(ServicesCollection.Name)]
public sealed class ServiceSpecs(ServicesCluster shared)
{
    private SwarmCluster Cluster => shared.Cluster;

    [Fact]
    public async Task A_service_is_created_scaled_over_the_nodes_and_removed_with_its_containers()
    {
        var echo = await Cluster.CreateServiceAsync(Sleeper("echo"), Token);
        (await echo.WaitUntilConvergedAsync(Token)).Should().HaveRunningTasks(1).And.HaveNoRestarts();

        await echo.ScaleAsync(6, Token);
        var six = await echo.WaitUntilConvergedAsync(Token);
        six.Should().HaveRunningTasks(6).And.BeSpreadOver(3).And.HaveSkewOfAtMost(0).And.RunOnEveryNode();
        (await Cluster.ReadServicesAsync(Token)).Should().ContainSingle(it => it.Name == "echo").Which.Running.Should().Be(6);
        TestContext.Current.TestOutputHelper!.WriteLine(six.ToString());

        await echo.ScaleAsync(2, Token);
        (await echo.WaitUntilConvergedAsync(Token)).Should().HaveRunningTasks(2);

        await echo.RemoveAsync(Token);
        (await Cluster.ReadServicesAsync(Token)).Should().NotContain(it => it.Name == "echo");
        foreach (var node in Cluster.Nodes)
        {
            (await node.Client.Containers.ListContainersAsync(new() { All = true }, Token))
                .Should().NotContain(it => it.Labels["com.docker.swarm.service.name"] == "echo");
        }
    }

    [Fact]
    public async Task All_tasks_run_the_digest_that_the_tag_has_in_the_registry_and_an_update_and_a_rollback_change_it()
    {
        await using var web = await Cluster.CreateServiceAsync(Sleeper("digests") with { Replicas = 3 }, Token);
        var first = await web.WaitUntilConvergedAsync(Token);
        var digest = first.Running[0].Digest!;
        first.Should().HaveDigest(digest);

        await web.UpdateAsync(it => it with { Image = OtherImage, Update = new UpdatePolicy { Parallelism = 0 } }, Token);
        var second = await web.WaitUntilConvergedAsync(Token);
        second.Running[0].Digest.Should().StartWith("sha256:").And.NotBe(digest);
        second.Should().HaveRunningTasks(3).And.HaveDigest(second.Running[0].Digest!).And.HaveNoRestarts();
        second.Invoking(it => it.Should().HaveDigest(digest)).Should().Throw<SpecFailedException>();

        await web.RollBackAsync(Token);
        (await web.WaitUntilConvergedAsync(Token)).Should().HaveRunningTasks(3).And.HaveDigest(digest);
        web.Options!.Image.Should().Be(Image);
    }

    [Fact]
    public async Task A_forced_update_replaces_every_task()
    {
        await using var web = await Cluster.CreateServiceAsync(
            Sleeper("forced") with { Replicas = 2, Update = new UpdatePolicy { Parallelism = 0, Order = UpdateOrder.StartFirst } }, Token);
        var before = await web.WaitUntilConvergedAsync(Token);
        await web.ForceUpdateAsync(Token);
        var after = await web.WaitUntilConvergedAsync(Token);
        after.Should().HaveRunningTasks(2);
        after.Running.Select(it => it.Id).Should().NotIntersectWith(before.Running.Select(it => it.Id));
    }

    [Fact]
    public async Task Changes_made_side_by_side_are_all_there_in_the_end()
    {
        await using var web = await Cluster.CreateServiceAsync(Sleeper("conflicts"), Token);
        await Task.WhenAll(Enumerable.Range(1, 6).Select(number => web.UpdateAsync(spec => spec.Labels[$"n{number}"] = "yes", Token)));
        var spec = (await Cluster.Client.Swarm.InspectServiceAsync(web.Id, Token)).Spec!;
        spec.Labels.Keys.Should().Contain(["n1", "n2", "n3", "n4", "n5", "n6"]).And.Contain(Session.IdLabel);
    }

    [Fact]
    public async Task A_global_service_runs_on_every_node_and_under_a_constraint_on_those_that_meet_it()
    {
        await using var agent = await Cluster.CreateServiceAsync(Sleeper("agent") with { Mode = ServiceMode.Global }, Token);
        (await agent.WaitUntilConvergedAsync(Token)).Should().HaveRunningTasks(3).And.RunOnEveryNode();
        await agent.UpdateAsync(it => it with { Constraints = ["node.role != manager"] }, Token);
        (await agent.WaitUntilConvergedAsync(Token)).Should().HaveRunningTasks(2).And.AvoidManagers().And.AvoidNode("manager").And.RunOnlyOn("node.role==worker");
    }

    [Fact]
    public async Task Jobs_have_converged_when_their_tasks_have_completed()
    {
        await using var job = await Cluster.CreateServiceAsync(Shell("job", "echo done") with { Mode = ServiceMode.ReplicatedJob, Replicas = 3, Concurrency = 2 }, Token);
        await using var everywhere = await Cluster.CreateServiceAsync(Shell("job-everywhere", "echo done") with { Mode = ServiceMode.GlobalJob }, Token);
        var placement = await job.WaitUntilConvergedAsync(Token);
        placement.Tasks.Count(it => it.State == TaskState.Complete).Should().Be(3);
        placement.ToString().Should().StartWith("job: 3 of 3 completed");
        (await everywhere.WaitUntilConvergedAsync(Token)).Tasks.Where(it => it.State == TaskState.Complete).Select(it => it.Node)
            .Should().BeEquivalentTo(Cluster.Nodes.Select(it => it.Name));
    }

    [Fact]
    public async Task Max_replicas_constraints_and_preferences_decide_where_tasks_run()
    {
        await using var web = await Cluster.CreateServiceAsync(
            Sleeper("placed") with { Replicas = 2, MaxReplicasPerNode = 1, Constraints = ["node.hostname != worker02"], Preferences = ["node.labels.rack"] }, Token);
        (await web.WaitUntilConvergedAsync(Token)).Should().HaveRunningTasks(2).And.BeSpreadOver(2).And.AvoidNode("worker02");
    }
}
