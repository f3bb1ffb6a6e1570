using InfraSpecs;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace Walkthrough.Specs.Swarm;

/// <summary>One cluster for those that break or change their stack, one spec after the other.</summary>
[CollectionDefinition(Name)]
public sealed class StackCollection : ICollectionFixture<StackClusterFixture>
{
    public const string Name = "stacks";
}

/// <summary>The tutorial's four nodes, with the images of its stacks in their registry, and the manager's ports 80, 1936 and 9000 within reach.</summary>
public sealed class StackClusterFixture(EngineFixture engine) : SwarmFixture(engine)
{
    public static StackOptions Echo { get; } = new() { Name = "echo", File = FileNamed("webapi.yml") };

    public static StackOptions Ingress { get; } = new() { Name = "ingress", File = FileNamed("ingress.yml") };

    protected override SwarmOptions Options => new() { ManagerPorts = [80, 1936, 9000], DispatcherHeartbeat = TimeSpan.FromSeconds(1) };

    public static string FileNamed(string name) => Path.Combine(AppContext.BaseDirectory, "stacks", name);

    protected override async Task<SwarmCluster> StartAsync(Engine engine, CancellationToken token)
    {
        var cluster = await base.StartAsync(engine, token);
        string[] images = ["example/echo:latest", "example/nginx-proxy:latest", "example/haproxy:latest", "example/visualizer:latest"];
        await Task.WhenAll(images.Select(it => cluster.Registry.PushAsync(it, token)));
        return cluster;
    }
}

[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
[Collection(StackCollection.Name)]
[Trait("Section", "3.5.3")]
public sealed class StackSpecs(StackClusterFixture swarm)
{
    private SwarmCluster Cluster => swarm.Cluster;

    [Fact]
    public async Task The_stack_runs_three_proxies_and_three_apis_on_workers_and_leaves_nothing()
    {
        await using var network = await Cluster.CreateNetworkAsync("ch03", new SwarmNetworkOptions { Attachable = true }, Token);
        var stack = await Cluster.DeployStackAsync(StackClusterFixture.Echo, Token);
        var placement = await stack.WaitUntilConvergedAsync(Token);

        placement.Should().HaveServices("nginx", "api").And.RunAllTasks();
        placement["nginx"].Should().HaveRunningTasks(3).And.AvoidManagers().And.BeSpreadOver(3);
        placement["api"].Should().HaveRunningTasks(3).And.AvoidManagers().And.BeSpreadOver(3);
        (await Cluster.ReadStacksAsync(Token)).Should().ContainSingle().Which.Services.Should().Equal("echo_api", "echo_nginx");
        (await stack.ReadServicesAsync(Token)).Should().OnlyContain(it => it.Running == 3 && it.Wanted == 3).And.HaveCount(2);
        (await stack.ReadTasksAsync(Token)).Should().HaveCount(6).And.OnlyContain(it => it.State == TaskState.Running);

        await stack.RemoveAsync(Token);
        (await Cluster.ReadStacksAsync(Token)).Should().BeEmpty();
        (await Cluster.ReadServicesAsync(Token)).Should().BeEmpty();
        foreach (var node in Cluster.Nodes) (await node.Client.Containers.ListContainersAsync(new() { All = true }, Token)).Should().BeEmpty();
    }

    [Fact]
    [Trait("Beyond", "true")]
    public async Task The_file_is_changed_and_deployed_again()
    {
        await using var network = await Cluster.CreateNetworkAsync("ch03", new SwarmNetworkOptions { Attachable = true }, Token);
        await using var stack = await Cluster.DeployStackAsync(StackClusterFixture.Echo, Token);
        await stack.WaitUntilConvergedAsync(Token);

        var changed = Path.Combine(Directory.CreateTempSubdirectory("infraspecs-").FullName, "webapi.yml");
        var text = await File.ReadAllTextAsync(StackClusterFixture.Echo.File, Token);
        await File.WriteAllTextAsync(changed, text.Replace("replicas: 3", "replicas: ${REPLICAS:-1}", StringComparison.Ordinal), Token);
        await stack.UpdateAsync(it => it with { File = changed, Environment = new Dictionary<string, string> { ["REPLICAS"] = "5" } }, Token);
        var placement = await stack.WaitUntilConvergedAsync(Token);
        foreach (var service in (string[])["nginx", "api"]) placement.Should().HaveService(service).Which.Should().HaveRunningTasks(5).And.AvoidManagers();

        await File.WriteAllTextAsync(changed, text[..text.IndexOf("  nginx:", StringComparison.Ordinal)] + text[text.IndexOf("  api:", StringComparison.Ordinal)..], Token);
        await stack.UpdateAsync(it => it with { Prune = true }, Token);
        (await stack.WaitUntilConvergedAsync(Token)).Should().HaveServices("api");
        Directory.Delete(Path.GetDirectoryName(changed)!, recursive: true);
    }
}
