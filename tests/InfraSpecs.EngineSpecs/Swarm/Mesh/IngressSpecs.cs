using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Swarm.Mesh;

[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay | EngineFeatures.RoutingMesh)]
[Collection(MeshCollection.Name)]
[Trait("Mesh", "true")]
public sealed class IngressSpecs(MeshCluster mesh)
{
    private SwarmCluster Cluster => mesh.Cluster;

    [Fact]
    public async Task A_task_on_the_other_node_alone_answers_on_both_nodes_ports()
    {
        await using var echo = await Cluster.CreateServiceAsync(
            MeshCluster.Echo("far") with { Constraints = ["node.role == worker"], Ports = [new ServicePort(8080, MeshCluster.FarPort)] }, Token);
        var placement = await echo.WaitUntilConvergedAsync(Token);
        placement.Should().HaveRunningTasks(1).And.AvoidManagers();

        foreach (var node in Cluster.Nodes)
        {
            using var answers = Answers.At(node.Endpoint(MeshCluster.FarPort));
            await answers.WaitUntilServedByAsync(MeshCluster.NamesOf(placement), Token);
            (await answers.AskAsync(10, Token)).Should().HaveCount(10).And.OnlyContain(it => it == MeshCluster.NamesOf(placement)[0]);
        }
    }

    [Fact]
    public async Task All_replicas_answer_in_turn_and_nobody_who_is_gone()
    {
        await using var echo = await Cluster.CreateServiceAsync(MeshCluster.Echo("scaled") with { Replicas = 2, Ports = [new ServicePort(8080, MeshCluster.ScaledPort)] }, Token);
        using var answers = Answers.At(Cluster.Endpoint(MeshCluster.ScaledPort));
        await AnswerInTurnAsync(2);
        foreach (var replicas in (int[])[4, 1])
        {
            await echo.ScaleAsync(replicas, Token);
            await AnswerInTurnAsync(replicas);
        }

        async Task AnswerInTurnAsync(int replicas)
        {
            var placement = await echo.WaitUntilConvergedAsync(Token);
            placement.Should().HaveRunningTasks(replicas);
            var names = MeshCluster.NamesOf(placement);
            await answers.WaitUntilServedByAsync(names, Token);
            var shares = (await answers.AskAsync(6 * replicas, Token)).CountBy(it => it).ToDictionary();
            shares.Keys.Should().BeEquivalentTo(names);
            shares.Values.Should().OnlyContain(it => it >= 5 && it <= 7);
        }
    }
}
