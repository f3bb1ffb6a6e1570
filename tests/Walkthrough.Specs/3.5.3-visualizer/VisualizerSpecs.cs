using InfraSpecs;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace Walkthrough.Specs.Swarm;

/// <summary>What a browser makes of the page is told by InfraSpecs.BrowserSpecs.</summary>
[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
[Collection(StackCollection.Name)]
[Trait("Section", "3.5.3")]
public sealed class VisualizerSpecs(StackClusterFixture swarm)
{
    [Fact]
    public async Task The_visualizer_runs_on_the_manager_and_its_page_is_seen_from_outside()
    {
        var options = new StackOptions { Name = "visualizer", File = StackClusterFixture.FileNamed("visualizer.yml") };
        await using var stack = await swarm.Cluster.DeployStackAsync(options, Token);
        (await stack.WaitUntilConvergedAsync(Token))["app"].Should().HaveRunningTasks(1).And.RunOnlyOn("node.role == manager");

        using var client = new HttpClient { BaseAddress = swarm.Cluster.Endpoint(9000) };
        (await client.GetStringAsync("/", Token)).Should().Contain("<html");
    }
}
