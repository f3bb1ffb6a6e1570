using InfraSpecs;
using InfraSpecs.Extensibility;
using InfraSpecs.Registry;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace Walkthrough.Specs.Swarm;

/// <summary>The tutorial's `docker service create --publish 8000:8080`: the routing mesh, for which the kernel must have IPVS. `./build.sh mesh` brings one.</summary>
[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay | EngineFeatures.RoutingMesh)]
[Trait("Section", "3.5.2")]
[Trait("Mesh", "true")]
public sealed class PublishedPortSpecs(EngineFixture fixture)
{
    [Fact]
    public async Task The_service_answers_on_the_manager_although_its_only_task_is_on_the_worker()
    {
        var options = new SwarmOptions { Workers = 1, ManagerPorts = [8000], ReadyWithin = TimeSpan.FromMinutes(3) };
        await using var cluster = await SwarmCluster.StartAsync(fixture.Engine, options, Token);
        await cluster.Registry.PushAsync("example/echo:latest", Token);
        var echo = await cluster.CreateServiceAsync(
            new ServiceOptions
            {
                Name = "echo",
                Image = "registry:5000/example/echo:latest",
                Ports = [new ServicePort(8080, 8000)],
                Constraints = ["node.role == worker"],
                HealthCheck = EchoClusterFixture.HealthCheck,
                ConvergeWithin = TimeSpan.FromMinutes(3),
            },
            Token);
        (await echo.WaitUntilConvergedAsync(Token)).Should().HaveRunningTasks(1).And.AvoidManagers();

        using var http = new HttpClient { BaseAddress = cluster.Endpoint(8000), Timeout = TimeSpan.FromSeconds(10) };
        var answer = await Wait.UntilAsync("an answer on the manager's port", AskAsync, TimeSpan.FromMinutes(1), Token);
        answer.Should().Be("Hello Docker!!\n");

        async ValueTask<Probe<string>> AskAsync(CancellationToken token)
        {
            try
            {
                return Probe.Ready(await http.GetStringAsync((Uri?)null, token));
            }
            catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !token.IsCancellationRequested))
            {
                return Probe.NotYet<string>(e.Message);
            }
        }
    }
}
