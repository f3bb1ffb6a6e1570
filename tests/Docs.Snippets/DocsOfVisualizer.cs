using InfraSpecs.Swarm;

namespace Docs.Snippets;

/// <summary>The snippet of docs/visualizer.md.</summary>
internal static class DocsOfVisualizer
{
    public static async Task DrawAsync(SwarmCluster cluster, CancellationToken token)
    {
        var options = new StackOptions { Name = "visualizer", File = "fixtures/stacks/visualizer.yml" };
        await using var stack = await cluster.DeployStackAsync(options, token);
        await stack.WaitUntilConvergedAsync(token);
        Console.WriteLine($"The cluster is drawn at {cluster.Endpoint(9000)}");
    }
}
