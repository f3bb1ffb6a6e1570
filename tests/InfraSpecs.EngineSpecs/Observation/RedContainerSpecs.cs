using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Observation;

/// <summary>Specs with containers, most of them red. <see cref="ObservedSessionSpecs"/> runs them, in a process of its own.</summary>
[RequiresEngine]
public sealed class RedContainerSpecs(EngineFixture fixture) : IAsyncDisposable
{
    private Container? _held;

    public async ValueTask DisposeAsync()
    {
        if (_held is not null) await _held.DisposeAsync();
    }

    [Fact(Explicit = true)]
    public async Task A_container_that_is_removed_before_the_verdict()
    {
        await using var container = await StartAsync("echo $DB_PASSWORD is set; echo error: disk full >&2; exec sleep 60");
        await container.WaitForOutputAsync("disk full", 1, TimeSpan.FromSeconds(20), Token);
        container.Name.Should().BeEmpty("it is red");
    }

    [Fact(Explicit = true)]
    public async Task A_container_that_the_class_holds()
    {
        _held = await StartAsync("echo working; exec sleep 60");
        await _held.WaitForOutputAsync("working", 1, TimeSpan.FromSeconds(20), Token);
        _held.Name.Should().BeEmpty("it is red");
    }

    [Fact(Explicit = true, Timeout = 4000)]
    public async Task A_container_that_runs_when_the_time_is_over()
    {
        await using var container = await StartAsync("echo working; exec sleep 60");
        await container.WaitForExitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    [Fact(Explicit = true)]
    public async Task A_wait_for_one_while_another_has_ended()
    {
        await using var server = await StartAsync("echo server; exec sleep 60");
        await using var database = await StartAsync("echo 'fatal: no space for tables'; exit 3");
        await database.WaitForExitAsync(TimeSpan.FromSeconds(20), Token);
        await server.WaitForOutputAsync("connected to the database", 1, TimeSpan.FromSeconds(1), Token);
    }

    [Fact(Explicit = true)]
    public async Task A_container_of_a_green_spec()
    {
        await using var container = await StartAsync("echo all is well; exec sleep 60");
        await container.KillAsync(Token);
        container.Name.Should().NotBeEmpty();
    }

    private Task<Container> StartAsync(string script) => Container.StartAsync(
        fixture.Engine,
        new ContainerOptions { Image = "busybox", Command = ["sh", "-c", script], Environment = new Dictionary<string, string> { ["DB_PASSWORD"] = "hunter2xyz" } },
        Token);
}
