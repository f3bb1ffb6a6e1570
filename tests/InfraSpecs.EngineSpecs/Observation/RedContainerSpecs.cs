using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
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

    [Fact(Explicit = true)]
    public async Task A_container_that_its_engine_removes_at_its_end()
    {
        await using var container = await StartAsync("echo the last words; sleep 1", host => host.AutoRemove = true);
        await Wait.UntilAsync("its removal", async token => await ExistsAsync(container, token) ? Probe.NotYet<bool>("it is there") : Probe.Ready(true), TimeSpan.FromSeconds(20), Token);
        container.Name.Should().BeEmpty("it is red");
    }

    [Fact(Explicit = true)]
    public async Task A_container_whose_output_is_not_kept()
    {
        await using var container = await StartAsync("sleep 1; echo heard; touch /said; exec sleep 60", host => host.LogConfig = new LogConfig { Type = "none" });
        await container.WaitUntilAsync(
            "its words",
            async token => (await container.ExecAsync(["test", "-e", "/said"], token)).ExitCode == 0 ? Probe.Ready(true) : Probe.NotYet<bool>("nothing yet"),
            TimeSpan.FromSeconds(20), Token);
        container.Name.Should().BeEmpty("it is red");
    }

    [Fact(Explicit = true)]
    public async Task A_file_that_is_followed()
    {
        await using var container = await StartAsync("echo cannot open the ledger > /app.log; exec sleep 60");
        await container.WaitForFileLinesAsync("/app.log", "ledger", 1, TimeSpan.FromSeconds(20), Token);
        container.Name.Should().BeEmpty("it is red");
    }

    [Fact(Explicit = true)]
    public async Task A_container_that_prints_too_much()
    {
        await using var container = await StartAsync("while true; do seq 1000; sleep 0.2; done", host => host.AutoRemove = true);
        var file = Directory.GetFiles(RunRecorder.Current!.Folder, "*.jsonl").Single();
        await Wait.UntilAsync(
            "the end of following",
            async token => (await ReadAsync(file, token)).Contains("lines a second", StringComparison.Ordinal) ? Probe.Ready(true) : Probe.NotYet<bool>("it goes on"),
            TimeSpan.FromSeconds(20), Token);
        container.Name.Should().BeEmpty("it is red");
    }

    /// <summary>Whoever writes it goes on.</summary>
    private static async Task<string> ReadAsync(string file, CancellationToken token)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return await reader.ReadToEndAsync(token);
    }

    private static async Task<bool> ExistsAsync(Container container, CancellationToken token)
    {
        try
        {
            await container.Engine.Client.Containers.InspectContainerAsync(container.Id, token);
            return true;
        }
        catch (DockerApiException e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    private Task<Container> StartAsync(string script, Action<HostConfig>? configure = null) => Container.StartAsync(
        fixture.Engine,
        new ContainerOptions
        {
            Image = "busybox", Command = ["sh", "-c", script], Environment = new Dictionary<string, string> { ["DB_PASSWORD"] = "hunter2xyz" },
            Configure = builder => builder.WithCreateParameterModifier(create => configure?.Invoke(create.HostConfig!)),
        },
        Token);
}
