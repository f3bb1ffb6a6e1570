using System.Diagnostics;
using Docker.DotNet.Models;
using InfraSpecs.Cli;
using InfraSpecs.EngineSpecs.Swarm;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cli.Named;

/// <summary>The command as a process, with a folder of docker's own, and a name that nobody else has. At the end there must be nothing of that name.</summary>
internal sealed class NamedTool(Engine engine) : IAsyncDisposable
{
    private static readonly TimeSpan EndsWithin = TimeSpan.FromMinutes(3);
    private readonly TemporaryFolder _docker = new();

    public string Name { get; } = "specs-" + Guid.NewGuid().ToString("N")[..8];

    public string Context => DockerContext.NameFor(Name);

    public string DockerFolder => _docker.FullName;

    public Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) => EndAsync(Start(arguments));

    public Task<(int Code, string Output, string Error)> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments) => EndAsync(Start(environment, arguments));

    /// <summary>The docker command, in the same folder.</summary>
    public Task<(int Code, string Output, string Error)> DockerAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments) => EndAsync(Start("docker", arguments, environment));

    public Process Start(params string[] arguments) => Start(new Dictionary<string, string>(), arguments);

    public static async Task<(int Code, string Output, string Error)> EndAsync(Process process)
    {
        using (process)
        {
            try
            {
                var (output, error) = (process.StandardOutput.ReadToEndAsync(Token), process.StandardError.ReadToEndAsync(Token));
                await process.WaitForExitAsync(Token).WaitAsync(EndsWithin, Token);
                return (process.ExitCode, await output, await error);
            }
            finally
            {
                if (!process.HasExited) process.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>The volumes that its containers have now.</summary>
    public async Task<IReadOnlyList<string>> VolumesAsync()
    {
        var own = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [$"{NamedThing.NameLabel}={Name}"] = true } };
        var containers = await engine.Client.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = own }, CancellationToken.None);
        return [.. containers.SelectMany(it => it.Mounts).Where(it => it.Type == "volume").Select(it => it.Name).OfType<string>()];
    }

    /// <summary>Containers and networks of the name.</summary>
    public Task<IReadOnlyList<string>> ListAsync() => Residue.ListAsync(engine, $"{NamedThing.NameLabel}={Name}", CancellationToken.None);

    public Task<IReadOnlyList<string>> WaitUntilThereIsAsync(string container) => Wait.UntilAsync($"container {container}", async _ =>
        await ListAsync() is var all && all.Contains($"container /{container}") ? Probe.Ready(all) : Probe.NotYet<IReadOnlyList<string>>("there is none"), EndsWithin, Token);

    public async ValueTask DisposeAsync()
    {
        var left = await ListAsync();
        foreach (var named in (await engine.ListNamedAsync(CancellationToken.None)).Where(it => it.Thing.Name == Name)) await engine.RemoveNamedAsync(named, CancellationToken.None);
        _docker.Dispose();
        left.Should().BeEmpty();
    }

    private Process Start(IReadOnlyDictionary<string, string> environment, string[] arguments) => Start(
        "env", ["--default-signal=INT,TERM", "dotnet", typeof(SweepCommand).Assembly.Location, .. arguments],
        new Dictionary<string, string>(environment) { ["DOCKER_HOST"] = engine.Endpoint.OriginalString });

    private Process Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["DOCKER_CONFIG"] = DockerFolder } };
        start.Environment.Remove("DOCKER_HOST");
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
