using Docker.DotNet.Models;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Swarm.Services;

/// <summary>
/// Two specs that share a cluster. Whichever is first kills a node, starts it again and is green; in the other somebody else ends that node, and it is red.
/// <see cref="TaskEvidenceSpecs"/> runs them, in a process of its own.
/// </summary>
[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
public sealed class RedNodeSpecs(RedNodeCluster fixture) : IClassFixture<RedNodeCluster>
{
    [Fact(Explicit = true)]
    public Task One_of_two() => fixture.TakeTurnAsync();

    [Fact(Explicit = true)]
    public Task The_other_of_two() => fixture.TakeTurnAsync();
}

public sealed class RedNodeCluster(EngineFixture engine) : SwarmFixture(engine)
{
    private int _turns;

    protected override SwarmOptions Options => new() { Workers = 1, Preload = ["busybox"] };

    public async Task TakeTurnAsync()
    {
        var isFirst = _turns++ == 0;
        var node = Cluster["worker01"];
        var service = await Cluster.CreateServiceAsync(
            new ServiceOptions
            {
                Name = isFirst ? "first" : "second", Image = "example/busybox:latest", Arguments = ["sleep", "600"], RestartCondition = RestartCondition.None,
                Constraints = ["node.hostname==worker01"],
            },
            Token);
        await service.WaitUntilConvergedAsync(Token);
        if (isFirst) await node.KillAsync(Token);
        else await node.Container!.Engine.Client.Containers.KillContainerAsync(node.Container.Id, new ContainerKillParameters { Signal = "SIGKILL" }, Token);
        await node.StartAsync(Token);
        await Wait.UntilAsync(
            $"end of {service.Name}",
            async linked => (await service.ReadTasksAsync(linked)).Any(it => it.HasFailed) ? Probe.Ready(true) : Probe.NotYet<bool>("it runs"),
            TimeSpan.FromMinutes(1), Token);
        isFirst.Should().BeTrue("it is red");
    }
}
