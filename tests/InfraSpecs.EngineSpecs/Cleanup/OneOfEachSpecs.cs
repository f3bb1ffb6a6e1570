using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cleanup;

/// <summary>
/// A spec as users write it, with one of each kind of what an engine may be left with. In a process of its own (<see cref="ProcessThatEnds"/>) it ends as it is told; here it ends well.
/// </summary>
[RequiresEngine]
public sealed class OneOfEachSpecs(EngineFixture fixture) : IAsyncLifetime
{
    /// <summary>A file in which it writes what it has made, a line each, and at last <see cref="Ready"/>.</summary>
    public const string FileVariable = "INFRASPECS_SPEC_MADE";

    /// <summary>How it ends.</summary>
    public const string EndingVariable = "INFRASPECS_SPEC_ENDS";

    public const string Waits = "waits";
    public const string Crashes = "crashes";
    public const string Throws = "throws";
    public const string RunsOut = "runs out of time";
    public const string Ready = "ready";

    private static readonly string? Ending = Environment.GetEnvironmentVariable(EndingVariable);
    private readonly List<string> _made = [];
    private Container? _container;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (Ending == Throws) throw new InvalidOperationException("Half of it is left.");
        if (_container is not null) await _container.DisposeAsync();
    }

    [Fact]
    public async Task It_has_made_one_of_each_kind()
    {
        await MakeAsync();
        if (Ending == Crashes) Environment.FailFast("as a spec that overflows its stack");
        if (Ending == Waits) await _container!.WaitForOutputAsync("never", 1, TimeSpan.FromMinutes(5), Token);
        _made.Should().HaveCount(7);
    }

    [Fact(Timeout = 10_000)]
    public async Task It_runs_into_its_time_limit()
    {
        if (Ending != RunsOut) return;
        await MakeContainerAsync();
        await TellAsync();
        await _container!.WaitForOutputAsync("never", 1, TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
    }

    private async Task MakeContainerAsync()
    {
        var engine = fixture.Engine;
        var image = await engine.Images.GetAsync("busybox", Token);
        _container = await engine.StartAsync(
            engine.NewContainer(image, "ends").WithCommand("sleep", "300").WithCreateParameterModifier(create => create.HostConfig!.Mounts = [new Mount { Type = "volume", Target = "/data" }]),
            Token);
        var mounted = (await engine.Client.Containers.InspectContainerAsync(_container.Id, Token)).Mounts.Single().Name!;
        _made.AddRange([_container.Id, mounted, engine.Session.ResourceLabels[Session.ReaperLabel]]);
    }

    private async Task MakeAsync()
    {
        await MakeContainerAsync();
        var engine = fixture.Engine;
        var labels = engine.Session.ResourceLabels.ToDictionary();
        var network = await engine.Client.Networks.CreateNetworkAsync(new NetworksCreateParameters { Name = $"ends-{engine.Session.ShortId}", Labels = labels }, Token);
        var volume = await engine.Client.Volumes.CreateAsync(new VolumesCreateParameters { Labels = labels }, Token);
        var own = await engine.Client.Images.CommitContainerChangesAsync(
            new CommitContainerChangesParameters { ContainerID = _container!.Id, Labels = new Dictionary<string, string>(labels) { [Session.ImageLabel] = "setup" } }, Token);
        var bare = new ContainerBuilder(await engine.Images.GetAsync("busybox", Token)).WithCommand("sleep", "300").WithCleanUp(true).Build();
        await bare.StartAsync(Token);
        _made.AddRange([bare.Id, network.ID, volume.Name, own.ID]);
        await TellAsync();
        if (Ending is null) await bare.DisposeAsync();
    }

    /// <summary>Whoever reads the file has all of it at once.</summary>
    private async Task TellAsync()
    {
        if (Environment.GetEnvironmentVariable(FileVariable) is not { } file) return;
        await File.WriteAllLinesAsync($"{file}.new", [.. _made, Ready], Token);
        File.Move($"{file}.new", file);
    }
}
