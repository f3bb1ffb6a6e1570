using Docker.DotNet.Models;
using InfraSpecs.EngineSpecs.Cleanup;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Faults;

/// <summary>However a fault of a network ends, nothing of it is left, and it is told what happened.</summary>
[RequiresEngine(EngineFeatures.NetworkFaults | EngineFeatures.ProcessTracing)]
public sealed class NetworkFaultEndSpecs(EngineFixture fixture)
{
    private const string VictimVariable = "INFRASPECS_SPEC_VICTIM";
    private static readonly NetworkFault Slow = new() { Delay = TimeSpan.FromMilliseconds(100) };

    [Fact]
    public async Task A_container_that_is_gone_takes_it_along()
    {
        var web = await StartAsync();
        await using var fault = await Fault.BeginAsync(web, Slow, Token);
        await web.DisposeAsync();
        var effect = await fault.HealAsync();
        effect.Ended.Should().Be($"{web.Name} was removed");
        effect.Invoking(it => it.Should().HaveBeenFelt()).Should().Throw<Exception>().WithMessage($"*but it was not in force to the end: {web.Name} was removed.*");
        (await Fault.FindAsync(web, Token)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_container_that_is_started_again_has_it_no_more()
    {
        await using var web = await StartAsync();
        await using var fault = await Fault.BeginAsync(web, Slow, Token);
        await web.KillAsync(Token);
        (await fault.ReadAsync(Token)).Ended.Should().Be($"{web.Name} has ended");
        await web.StartAsync(Token);
        (await fault.HealAsync()).Ended.Should().Be($"{web.Name} was started again, with a network without it");
    }

    [Fact]
    public async Task A_helper_that_somebody_else_ends_is_missed_and_leaves_no_rule()
    {
        await using var web = await StartAsync();
        await using var held = await fixture.Engine.HoldAsync(web.Name, Token);
        var fault = await Fault.BeginAsync(web, Slow, Token);
        var helper = await HelperAsync(web);
        await fixture.Engine.Client.Containers.KillContainerAsync(helper, new ContainerKillParameters { Signal = "SIGKILL" }, Token);
        await fixture.Engine.Client.Containers.WaitContainerAsync(helper, Token);
        (await fault.ReadAsync(Token)).Ended.Should().Be("its helper container was ended");
        var early = (await fault.Awaiting(it => it.HealAsync()).Should().ThrowAsync<FaultException>()).Which;
        early.Reason.Should().Be(FaultReason.EndedEarly);
        early.Message.Should().StartWith($"{web.Name} had a delay of 0.1 s, both ways only for a time: its helper container was ended or removed by somebody else.\n").And.Contain("Nothing of it is left.");
        (await Fault.FindAsync(web, Token)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_helper_has_one_right_and_no_other()
    {
        await using var web = await StartAsync();
        await using var fault = await Fault.BeginAsync(web, Slow, Token);
        var helper = await fixture.Engine.Client.Containers.InspectContainerAsync(await HelperAsync(web), Token);
        var host = helper.HostConfig!;
        (host.Privileged, host.ReadonlyRootfs, host.NetworkMode).Should().Be((false, true, $"container:{web.Id}"));
        host.CapDrop.Should().Equal("ALL");
        host.CapAdd.Should().Equal("NET_ADMIN");
        helper.Config!.Labels.Should().Contain(Session.IdLabel, fixture.Engine.Session.Id.ToString("N"), "the reaper knows it").And.ContainKey(Session.ReaperLabel);
        helper.Mounts.Should().BeEmpty();
    }

    [Fact]
    public async Task What_cannot_be_broken_is_refused_and_leaves_nothing()
    {
        await using var host = await Container.StartAsync(fixture.Engine, Idle with { Configure = it => it.WithCreateParameterModifier(create => create.HostConfig!.NetworkMode = "host") }, Token);
        var refused = (await FluentActions.Awaiting(() => Fault.BeginAsync(host, Slow, Token)).Should().ThrowAsync<FaultException>()).Which;
        refused.Reason.Should().Be(FaultReason.NoOwnNetwork);
        refused.Message.Should().StartWith($"{host.Name} shares the network of its engine's machine, which is not broken for a spec.");

        await using var web = await StartAsync();
        var unknown = (await FluentActions.Awaiting(() => Fault.BeginAsync(web, Slow with { Peers = [host] }, Token)).Should().ThrowAsync<FaultException>()).Which;
        unknown.Reason.Should().Be(FaultReason.PeerUnknown);
        unknown.Message.Should().StartWith($"The network of {web.Name} cannot be broken for {host.Name} alone: it has no address.");

        await web.KillAsync(Token);
        (await FluentActions.Awaiting(() => Fault.BeginAsync(web, Slow, Token)).Should().ThrowAsync<ContainerException>()).Which.Reason.Should().Be(ContainerReason.Ended);
        (await Fault.FindAsync(web, Token)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_process_that_is_killed_leaves_no_fault()
    {
        if (Environment.GetEnvironmentVariable(VictimVariable) is { } victim)
        {
            // In the process of its own.
            var broken = await fixture.Engine.HoldAsync(victim, Token);
            for (var i = 0; i < 9; i++) await Fault.BeginAsync(broken, Slow, Token);
            await Fault.BeginAsync(broken, new PauseFault(), Token);
            await broken.WaitForOutputAsync("never", 1, TimeSpan.FromMinutes(5), Token);
            return;
        }

        await using var web = await StartAsync();
        using var process = OwnProcess(web.Name);
        try
        {
            await Wait.UntilAsync(
                "faults of the other process",
                async token => await Fault.FindAsync(web, token) is { Count: 10 } ? Probe.Ready(true) : Probe.NotYet<bool>("they are not there"), TimeSpan.FromMinutes(3), Token);
        }
        finally
        {
            process.Kill();
        }

        await Wait.UntilAsync(
            "their removal", async token => await Fault.FindAsync(web, token) is { Count: > 0 } left ? Probe.NotYet<bool>($"there are {left.Count}") : Probe.Ready(true),
            TimeSpan.FromSeconds(20), Token);
        (await web.ExecAsync(["cat", "/proc/1/status"], Token)).Output.Should().Contain("TracerPid:\t0\n", "it goes on");
    }

    private static ContainerOptions Idle { get; } = new() { Image = "busybox", Command = ["sleep", "600"] };

    private Task<Container> StartAsync() => Container.StartAsync(fixture.Engine, Idle, Token);

    private async Task<string> HelperAsync(Container broken)
    {
        var filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [$"infraspecs.fault={broken.Id}"] = true } };
        return (await fixture.Engine.Client.Containers.ListContainersAsync(new ContainersListParameters { Filters = filters }, Token)).Single().ID;
    }

    private System.Diagnostics.Process OwnProcess(string victim) => System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(
        "dotnet",
        [
            typeof(OneOfEachSpecs).Assembly.Location, "--filter-method", $"{typeof(NetworkFaultEndSpecs).FullName}.{nameof(A_process_that_is_killed_leaves_no_fault)}",
            "--no-ansi", "--progress", "off", "--report-infraspecs", "off",
        ])
    {
        RedirectStandardOutput = true,
        Environment = { ["DOCKER_HOST"] = fixture.Engine.Endpoint.OriginalString, [VictimVariable] = victim, ["TESTINGPLATFORM_TELEMETRY_OPTOUT"] = "1" },
    })!;
}
