using System.Diagnostics;
using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using InfraSpecs.EngineSpecs.Connection;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cleanup;

/// <summary>What a test process that is asked to end leaves. The process runs <see cref="SpecThatWaits"/>.</summary>
[RequiresEngine]
public sealed class EndSignalSpecs(EngineFixture fixture)
{
    private static readonly TimeSpan UntilItRuns = TimeSpan.FromMinutes(3);
    private readonly Engine _engine = fixture.Engine;

    [Theory]
    [InlineData("TERM")]
    [InlineData("HUP")]
    [InlineData("QUIT")]
    public async Task Nothing_is_left(string signal)
    {
        using var process = Start(_engine.Endpoint);
        (await WaitForContainersAsync(process)).Should().NotBeEmpty();
        await SignalAsync(process, signal);
        await process.WaitForExitAsync(Token).WaitAsync(TimeSpan.FromSeconds(20), Token);
        process.ExitCode.Should().NotBe(0, "the spec was not done");
        (await ContainersOfAsync(process, Token)).Should().BeEmpty();
    }

    [Fact]
    public async Task The_run_has_a_page_that_says_so_after_all_is_removed()
    {
        using var folder = new TemporaryFolder();
        using var process = Start(_engine.Endpoint, report: folder.FullName);
        await WaitForContainersAsync(process);
        await SignalAsync(process, "TERM");
        await process.WaitForExitAsync(Token).WaitAsync(TimeSpan.FromSeconds(20), Token);
        (await ContainersOfAsync(process, Token)).Should().BeEmpty();
        var page = await File.ReadAllTextAsync(folder.At("report.html"), Token);
        page.Should().Contain("It has a container").And.Contain("<title>The spec is red").And.Contain("The process was asked to end (SIGTERM) while this ran.");
    }

    [Fact]
    public async Task A_process_whose_engine_is_silent_ends_too_and_says_what_to_do()
    {
        await using var proxy = new EngineProxy(_engine);
        using var process = Start(proxy.Endpoint);
        await WaitForContainersAsync(process);
        proxy.FallSilent();
        await SignalAsync(process, "TERM");
        var said = process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token).WaitAsync(TimeSpan.FromSeconds(20), Token);
        (await said).Should().Contain("'infraspecs doctor' lists what is left");
        await RemoveAsync(process);
    }

    [Fact]
    public async Task A_second_signal_ends_it_at_once()
    {
        await using var proxy = new EngineProxy(_engine);
        using var process = Start(proxy.Endpoint);
        await WaitForContainersAsync(process);
        proxy.FallSilent();
        await SignalAsync(process, "TERM");
        // A signal that comes before the first one is delivered would be one with it.
        await SignalAsync(process, "HUP");
        await process.WaitForExitAsync(Token).WaitAsync(TimeSpan.FromSeconds(5), Token);
        process.ExitCode.Should().Be(137);
        await RemoveAsync(process);
    }

    [Fact]
    public async Task A_signal_that_is_ignored_as_under_nohup_stays_so()
    {
        using var process = Start(_engine.Endpoint);
        await WaitForContainersAsync(process);
        IgnoresHangUp(process).Should().BeFalse("so much for the check itself");
        using var ignoring = Start(_engine.Endpoint, "trap '' HUP; ");
        await WaitForContainersAsync(ignoring);
        IgnoresHangUp(ignoring).Should().BeTrue();
        await SignalAsync(process, "TERM");
        await SignalAsync(ignoring, "TERM");
        await Task.WhenAll(process.WaitForExitAsync(Token), ignoring.WaitForExitAsync(Token)).WaitAsync(TimeSpan.FromSeconds(20), Token);
    }

    /// <summary>The lowest bit of the mask is SIGHUP's (proc(5)).</summary>
    private static bool IgnoresHangUp(Process process) =>
        File.ReadLines($"/proc/{process.Id}/status").Single(it => it.StartsWith("SigIgn:", StringComparison.Ordinal))[^1] is '1' or '3' or '5' or '7' or '9' or 'b' or 'd' or 'f';

    internal static Process Start(Uri engine, string before = "", string? attachTo = null, string report = "off") => Process.Start(new ProcessStartInfo(
        // Whoever runs the specs in the background may ignore some signals, and children inherit that.
        "env", ["--default-signal=HUP,INT,QUIT,TERM", "sh", "-c", before + "exec dotnet \"$@\"", "sh", typeof(EndSignalSpecs).Assembly.Location, "--filter-class",
            typeof(SpecThatWaits).FullName!, "--no-ansi", "--progress", "off", "--report-infraspecs", report])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment = { ["DOCKER_HOST"] = engine.OriginalString, [SpecThatWaits.Variable] = "1", [SpecThatWaits.SwarmVariable] = attachTo, ["TESTINGPLATFORM_TELEMETRY_OPTOUT"] = "1" },
    })!;

    internal static Task SignalAsync(Process process, string signal) => ChildProcess.RunAsync("kill", [$"-{signal}", $"{process.Id}"], Token);

    private Task<IReadOnlyList<string>> WaitForContainersAsync(Process process) => Wait.UntilAsync(
        "a container of the other process",
        async token => await ContainersOfAsync(process, token) is { Count: > 0 } some ? Probe.Ready(some) : Probe.NotYet<IReadOnlyList<string>>("there is none"),
        UntilItRuns,
        Token);

    private async Task<IReadOnlyList<string>> ContainersOfAsync(Process process, CancellationToken token)
    {
        var all = await _engine.Client.Containers.ListContainersAsync(new ContainersListParameters { All = true }, token);
        return [.. all.Where(it => it.Labels.TryGetValue(Session.OwnerLabel, out var owner) && owner.Split('/')[2] == $"{process.Id}").Select(it => it.ID)];
    }

    private async Task RemoveAsync(Process process)
    {
        foreach (var id in await ContainersOfAsync(process, Token))
        {
            try
            {
                await _engine.Client.Containers.RemoveContainerAsync(id, new ContainerRemoveParameters { Force = true }, Token);
            }
            catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
            {
                // The sweep of a connection beside removes it too.
            }
        }
    }
}

/// <summary>A spec as users write it: a container that runs while something is waited for. In a process of its own it waits until that is ended.</summary>
[RequiresEngine]
public sealed class SpecThatWaits(EngineFixture fixture)
{
    public const string Variable = "INFRASPECS_SPEC_WAITS";

    /// <summary>A Swarm to attach to, and the folder of certificates for it.</summary>
    public const string SwarmVariable = "INFRASPECS_SPEC_ATTACHES";

    public const string Config = "made-by-a-process-that-ends";

    [Fact]
    public async Task It_has_a_container()
    {
        var image = await fixture.Engine.Images.GetAsync("busybox", Token);
        await using var container = await fixture.Engine.StartAsync(fixture.Engine.NewContainer(image, "waits").WithCommand("sh", "-c", "echo up; sleep 300"), Token);
        await container.WaitForOutputAsync("^up", 1, TimeSpan.FromSeconds(20), Token);
        await using var swarm = Environment.GetEnvironmentVariable(SwarmVariable)?.Split(' ') is [var address, var certificates]
            ? await SwarmCluster.AttachAsync(new Uri(address), new AttachOptions { CertificateFolder = certificates }, Token)
            : null;
        if (swarm is not null) await swarm.CreateConfigAsync(Config, new byte[] { 1 }, Token);
        if (Environment.GetEnvironmentVariable(Variable) is "1") await container.WaitForOutputAsync("never", 1, TimeSpan.FromMinutes(5), Token);
    }
}
