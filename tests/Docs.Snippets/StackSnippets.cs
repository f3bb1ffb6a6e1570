using InfraSpecs;
using InfraSpecs.Swarm;

namespace Docs.Snippets;

/// <summary>The snippets of docs/stacks.md, a method for each.</summary>
internal static class StackSnippets
{
    public static async Task UpdateAsync(Stack echo, CancellationToken token)
    {
        await echo.UpdateAsync(it => it with { Environment = new Dictionary<string, string> { ["TAG"] = "2" }, Prune = true }, token);
        await echo.WaitUntilConvergedAsync(token);
    }

    public static async Task LookAsync(SwarmCluster cluster, CancellationToken token)
    {
        await using var theirs = await cluster.HoldStackAsync("shop", token);
        (await theirs.WaitUntilConvergedAsync(token)).Should().RunAllTasks();
    }

    public static async Task PatienceAsync(SwarmCluster cluster, CancellationToken token)
    {
        var patient = new StackOptions { Name = "echo", File = "stacks/webapi.yml", ConvergeWithin = TimeSpan.FromMinutes(3) };
        await using var echo = await cluster.DeployStackAsync(patient, token);
    }

    public static async Task IngressAsync(Engine engine, CancellationToken token)
    {
        await using var cluster = await SwarmCluster.StartAsync(engine, new SwarmOptions { ManagerPorts = [80] }, token);
        foreach (var image in (string[])["example/echo:latest", "example/nginx-proxy:latest", "example/haproxy:latest"]) await cluster.Registry.PushAsync(image, token);
        await using var network = await cluster.CreateNetworkAsync("ch03", new SwarmNetworkOptions { Attachable = true }, token);
        await using var echo = await cluster.DeployStackAsync(new StackOptions { Name = "echo", File = "stacks/webapi.yml" }, token);
        await using var ingress = await cluster.DeployStackAsync(new StackOptions { Name = "ingress", File = "stacks/ingress.yml" }, token);
        await echo.WaitUntilConvergedAsync(token);
        await ingress.WaitUntilConvergedAsync(token);
        using var http = new HttpClient();
        Console.WriteLine(await http.GetStringAsync(cluster.Endpoint(80), token));
    }
}
