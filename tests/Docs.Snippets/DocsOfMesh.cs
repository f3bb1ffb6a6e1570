using InfraSpecs;
using InfraSpecs.Swarm;

namespace Docs.Snippets;

/// <summary>The snippet of docs/mesh.md.</summary>
internal static class DocsOfMesh
{
    public static async Task PublishedPortAsync(Engine engine, HttpClient http, CancellationToken token)
    {
        var options = new SwarmOptions { Workers = 1, ManagerPorts = [8000], WorkerPorts = [8000], Preload = ["echo"] };
        await using var cluster = await SwarmCluster.StartAsync(engine, options, token);
        await using var echo = await cluster.CreateServiceAsync(
            new ServiceOptions { Name = "echo", Image = "example/echo:latest", Ports = [new ServicePort(8080, 8000)], Constraints = ["node.role == worker"] }, token);
        await echo.WaitUntilConvergedAsync(token);
        await http.GetStringAsync(cluster.Endpoint(8000), token);
        await http.GetStringAsync(cluster["worker01"].Endpoint(8000), token);
    }
}
