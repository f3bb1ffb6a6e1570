using Docker.DotNet.Models;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Faults;

/// <summary>However a fault of processes ends, they go on, and it is told what happened.</summary>
[RequiresEngine(EngineFeatures.ProcessTracing)]
public sealed class ProcessFaultEndSpecs(EngineFixture fixture)
{
    private static readonly DiskFault Full = new() { Folder = "/etc", Full = true };

    [Fact]
    public async Task Processes_that_stand_still_answer_when_it_is_healed()
    {
        await using var web = await Container.StartAsync(fixture.Engine, new ContainerOptions
        {
            Image = "busybox", Command = ["httpd", "-f", "-p", "8080", "-h", "/srv"], Ready = Ready.WhenHttpAnswers(8080, "/"), Files = [ContainerFile.FromText("/srv/index.html", "Hello\n")],
        }, Token);
        using var http = new HttpClient { BaseAddress = web.Endpoint(8080), Timeout = TimeSpan.FromSeconds(60) };
        Task<string> late;
        await using (var fault = await Fault.BeginAsync(web, new PauseFault(), Token))
        {
            late = http.GetStringAsync("/", Token);
            await fault.Awaiting(_ => late.WaitAsync(TimeSpan.FromSeconds(1), Token)).Should().ThrowAsync<TimeoutException>();
            (await fixture.Engine.Client.Containers.InspectContainerAsync(web.Id, Token)).State!.Status.Should().Be("running");
            var effect = await fault.HealAsync();
            effect.Should().HaveBeenFelt();
            effect.ToString().Should().Be("its processes stopped: 1 thread stood still");
        }

        (await late).Should().Be("Hello\n");
    }

    [Fact]
    public async Task A_container_that_is_gone_or_started_again_has_it_no_more()
    {
        await using var web = await StartAsync();
        await using var fault = await Fault.BeginAsync(web, Full, Token);
        await web.KillAsync(Token);
        (await fault.ReadAsync(Token)).Ended.Should().Be($"{web.Name} has ended");
        await web.StartAsync(Token);
        (await fault.HealAsync()).Ended.Should().Be($"{web.Name} was started again, with processes without it");

        await using var second = await Fault.BeginAsync(web, Full, Token);
        await web.DisposeAsync();
        (await second.HealAsync()).Ended.Should().Be($"{web.Name} was removed");
    }

    [Fact]
    public async Task A_helper_that_somebody_else_ends_is_missed_and_traces_nobody()
    {
        await using var web = await StartAsync();
        var fault = await Fault.BeginAsync(web, Full, Token);
        (await TracedAsync(web)).Should().BeTrue();
        await fixture.Engine.Client.Containers.RemoveContainerAsync(await HelperAsync(web), new ContainerRemoveParameters { Force = true }, Token);
        (await TracedAsync(web)).Should().BeFalse();
        (await fault.ReadAsync(Token)).Ended.Should().Be("its helper container was ended");
        var early = (await fault.Awaiting(it => it.HealAsync()).Should().ThrowAsync<FaultException>()).Which;
        early.Reason.Should().Be(FaultReason.EndedEarly);
        early.Message.Should().StartWith($"{web.Name} had no room left, in /etc only for a time: its helper container was ended or removed by somebody else.\n");
    }

    [Fact]
    public async Task A_helper_sees_processes_and_has_no_other_right()
    {
        await using var web = await StartAsync();
        await using var fault = await Fault.BeginAsync(web, Full, Token);
        var helper = await fixture.Engine.Client.Containers.InspectContainerAsync(await HelperAsync(web), Token);
        var host = helper.HostConfig!;
        (host.Privileged, host.ReadonlyRootfs, host.NetworkMode, host.PidMode).Should().Be((false, true, "none", $"container:{web.Id}"));
        host.CapDrop.Should().Equal("ALL");
        host.CapAdd.Should().BeEquivalentTo("SYS_PTRACE", "DAC_READ_SEARCH");
        helper.Config!.Labels.Should().Contain(Session.IdLabel, fixture.Engine.Session.Id.ToString("N"), "the reaper knows it").And.ContainKey(Session.ReaperLabel);
        helper.Mounts.Should().BeEmpty();
    }

    [Fact]
    public async Task What_cannot_be_broken_is_refused_and_leaves_nothing()
    {
        await using var host = await Container.StartAsync(fixture.Engine, Idle with { Configure = it => it.WithCreateParameterModifier(create => create.HostConfig!.PidMode = "host") }, Token);
        (await RefusedAsync(host, Full, FaultReason.NoOwnProcesses)).Should().StartWith($"{host.Name} sees the processes of its engine's machine, which are not broken for a spec.");

        await using var web = await StartAsync();
        (await RefusedAsync(web, Full with { Folder = "/nowhere" }, FaultReason.FolderUnknown)).Should().StartWith($"{web.Name} has no folder /nowhere, so that its disk cannot be broken there.");
        (await RefusedAsync(web, Full with { Folder = "/etc/passwd" }, FaultReason.FolderUnknown)).Should().StartWith($"{web.Name} has no folder /etc/passwd");

        await using (await Fault.BeginAsync(web, new PauseFault(), Token))
            (await RefusedAsync(web, Full, FaultReason.AlreadyBroken)).Should().StartWith(
                $"{web.Name} cannot have no room left, in /etc: it has its processes stopped, and its processes can be traced by one only.");

        await web.KillAsync(Token);
        (await FluentActions.Awaiting(() => Fault.BeginAsync(web, Full, Token)).Should().ThrowAsync<ContainerException>()).Which.Reason.Should().Be(ContainerReason.Ended);
        (await Fault.FindAsync(web, Token)).Should().BeEmpty();

        static async Task<string> RefusedAsync(Container container, DiskFault fault, FaultReason reason)
        {
            var refused = (await FluentActions.Awaiting(() => Fault.BeginAsync(container, fault, Token)).Should().ThrowAsync<FaultException>()).Which;
            refused.Reason.Should().Be(reason);
            return refused.Message;
        }
    }

    private static ContainerOptions Idle { get; } = new() { Image = "busybox", Command = ["sleep", "600"] };

    private Task<Container> StartAsync() => Container.StartAsync(fixture.Engine, Idle, Token);

    private static async Task<bool> TracedAsync(Container container) => !(await container.ExecAsync(["cat", "/proc/1/status"], Token)).Output.Contains("TracerPid:\t0\n", StringComparison.Ordinal);

    private async Task<string> HelperAsync(Container broken)
    {
        var filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [$"infraspecs.fault={broken.Id}"] = true } };
        return (await fixture.Engine.Client.Containers.ListContainersAsync(new ContainersListParameters { Filters = filters }, Token)).Single().ID;
    }
}
