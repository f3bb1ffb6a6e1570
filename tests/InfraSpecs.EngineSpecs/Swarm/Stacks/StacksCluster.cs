using System.Text.RegularExpressions;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;

namespace InfraSpecs.EngineSpecs.Swarm.Stacks;

/// <summary>One cluster for all specs of stacks, one spec after the other; each makes stacks of its own names.</summary>
[CollectionDefinition(Name)]
public sealed class StacksCollection : ICollectionFixture<StacksCluster>
{
    public const string Name = "stacks of a cluster";
}

/// <summary>Those that fail take as long as all others together, and have a cluster of their own.</summary>
[CollectionDefinition(Name)]
public sealed class FailingStacksCollection : ICollectionFixture<StacksCluster>
{
    public const string Name = "stacks of a cluster that fail";
}

/// <summary>A manager and two workers, with the tutorial's images and busybox in the registry, and an attachable network ch03.</summary>
public sealed class StacksCluster(EngineFixture fixture) : SharedFixture<SwarmCluster>(fixture)
{
    public const string Sleeper = "\"trap 'exit 0' TERM; while true; do sleep 0.2; done\"";

    public SwarmCluster Cluster => Shared;

    public static StackOptions Echo { get; } = new() { Name = "echo", File = FileNamed("webapi.yml") };

    public static StackOptions Ingress { get; } = new() { Name = "ingress", File = FileNamed("ingress.yml") };

    public static string FirstLine(Exception e) => Regex.Match(e.Message, "^.*").Value;

    protected override async Task<SwarmCluster> StartAsync(Engine engine, CancellationToken token)
    {
        var cluster = await SwarmCluster.StartAsync(engine, new SwarmOptions { Workers = 2, ManagerPorts = [80, 1936], Preload = ["example/busybox:latest"] }, token);
        foreach (var image in (string[])["example/echo:latest", "example/nginx-proxy:latest", "example/haproxy:latest"]) await cluster.Registry.PushAsync(image, token);
        await cluster.CreateNetworkAsync("ch03", new SwarmNetworkOptions { Attachable = true }, token);
        return cluster;
    }

    private static string FileNamed(string name) => Path.Combine(AppContext.BaseDirectory, "stacks", name);
}

/// <summary>A folder with a compose file that is called stack.yml, and what belongs to it.</summary>
public sealed class StackFolderOnDisk : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public StackFolderOnDisk(string compose, params (string Path, string Text)[] others)
    {
        Write("app/stack.yml", compose);
        foreach (var (path, text) in others) Write(path, text);
    }

    public string File => _folder.At("app/stack.yml");

    public StackOptions Options(string name) => new() { Name = name, File = File, StableFor = TimeSpan.FromSeconds(1) };

    public void Write(string path, string text) => _folder.Write(path, text);

    public void Dispose() => _folder.Dispose();
}
