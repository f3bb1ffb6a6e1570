using Docker.DotNet.Models;
using InfraSpecs.EngineSpecs.Connection;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Observation;

/// <summary>Red specs with containers and engines that make evidence hard to collect. <see cref="HostileEvidenceSpecs"/> runs each, in a process of its own.</summary>
[RequiresEngine]
public sealed class HostileContainerSpecs(EngineFixture fixture) : IAsyncDisposable
{
    /// <summary>What each of them says.</summary>
    public const string Failure = "because it is the spec's own failure";

    private const int Floods = 32;

    private static readonly TimeSpan EndsWithin = TimeSpan.FromMinutes(5);

    private DistantEngine? _distant;

    /// <summary>Of an engine that is lost it throws, as an engine's disposal does.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_distant is not null) await _distant.DisposeAsync();
    }

    [Fact(Explicit = true)]
    public async Task A_gigabyte_without_a_line_end()
    {
        await using var container = await StartAsync("head -c 1000000000 /dev/zero | tr '\\0' x; echo printed > /printed; exec sleep 600");
        await container.WaitUntilAsync("a gigabyte", HasPrintedAsync, EndsWithin, Token);
        container.Name.Should().BeEmpty(Failure);

        async ValueTask<Probe<bool>> HasPrintedAsync(CancellationToken token) =>
            (await container.ExecAsync(["test", "-e", "/printed"], new ExecOptions(), token)).ExitCode == 0 ? Probe.Ready(true) : Probe.NotYet<bool>("it prints");
    }

    [Fact(Explicit = true)]
    public async Task Output_that_is_no_text()
    {
        await using var container = await StartAsync("head -c 3000000 /dev/urandom; head -c 3000000 /dev/urandom >&2");
        await container.WaitForExitAsync(EndsWithin, Token);
        container.Name.Should().BeEmpty(Failure);
    }

    [Fact(Explicit = true)]
    public async Task Events_as_fast_as_the_engine_tells_them()
    {
        await using var container = await StartAsync("exec sleep 600");
        using var time = CancellationTokenSource.CreateLinkedTokenSource(Token);
        time.CancelAfter(TimeSpan.FromSeconds(5));
        // Each is an event of a container, and the container does not mind.
        var signals = await Task.WhenAll(Enumerable.Range(0, Floods).Select(_ => Task.Run(FloodAsync, Token)));
        container.Name.Should().BeEmpty(Failure + " after {0} signals", signals.Sum());

        async Task<int> FloodAsync()
        {
            for (var count = 0; ; count++)
            {
                if (time.IsCancellationRequested) return count;
                await fixture.Engine.Client.Containers.KillContainerAsync(container.Id, new ContainerKillParameters { Signal = "WINCH" }, Token);
            }
        }
    }

    [Fact(Explicit = true)]
    public async Task An_engine_that_gives_no_answer_any_more()
    {
        var machine = await StartMachineAsync();
        await using var container = await StartAsync("echo working; exec sleep 600");
        await machine.PauseAsync(Token);
        container.Name.Should().BeEmpty(Failure);
    }

    [Fact(Explicit = true)]
    public async Task An_engine_that_is_killed()
    {
        var machine = await StartMachineAsync();
        await using var container = await StartAsync("echo working; exec sleep 600");
        await machine.KillAsync(Token);
        container.Name.Should().BeEmpty(Failure);
    }

    /// <summary>The engine that containers are started on from here on is one in a container.</summary>
    private async Task<Container> StartMachineAsync()
    {
        _distant = new DistantEngine(fixture) { Sources = ["busybox"] };
        await _distant.InitializeAsync();
        return _distant.Machine;
    }

    private async Task<Container> StartAsync(string script)
    {
        var image = await fixture.Engine.Images.GetAsync("busybox", Token);
        return await Container.StartAsync(_distant?.Engine ?? fixture.Engine, new ContainerOptions { Image = image, Command = ["sh", "-c", script] }, Token);
    }
}
