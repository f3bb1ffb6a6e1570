using System.Globalization;
using System.Text;
using DotNet.Testcontainers.Builders;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;
using Wait = InfraSpecs.Extensibility.Wait;

namespace InfraSpecs.EngineSpecs.Time;

/// <summary>Containers that make it hard for a clock. Nothing is left of any: the class's own engine is asked.</summary>
[RequiresEngine]
public sealed class ContainerClockPlacesSpecs(EngineFixture fixture) : OwnEngineSpecs(fixture)
{
    private static readonly DateTimeOffset Start = new(2028, 3, 1, 6, 20, 30, TimeSpan.Zero);

    [Fact]
    public async Task A_static_program_is_refused_before_it_starts()
    {
        var start = async () => await StartAsync(await NewAsync("busybox", "sleep", "1000"));
        (await start.Should().ThrowAsync<ClockException>().Where(e => e.Reason == ClockReason.Unsupported)).WithMessage("""
            example/busybox:*: /bin/busybox is a static program, and those ask the kernel itself what time it is; it cannot be given a clock.
              Its ELF headers name no interpreter (no PT_INTERP).
              What to do: use an image in which it is linked dynamically (busybox instead of busybox-static), or run it on real time, without a clock of its own.
            """);
    }

    [Fact]
    public async Task A_Go_program_is_refused_before_it_starts()
    {
        var start = async () => await StartAsync(await NewAsync("registry"));
        (await start.Should().ThrowAsync<ClockException>().Where(e => e.Reason == ClockReason.Unsupported)).WithMessage("*registry is a Go program, and Go asks the kernel itself*What to do: Run it on real time*");
    }

    [Fact]
    public async Task A_program_in_Go_that_a_script_starts_is_found()
    {
        const string GoProgram = "docker-proxy -proto tcp -host-ip 127.0.0.1 -host-port 9999 -container-ip 127.0.0.1 -container-port 80";
        await using var clock = await StartAsync((await NewAsync("dind")).WithEntrypoint("sh", "-c", $"sleep 999999999 & exec {GoProgram} 3> /dev/null"));
        var unreached = await Wait.UntilAsync(
            "the program",
            async linked => await clock.ListUnreachedAsync(linked) is [var found] ? Probe.Ready(found) : Probe.NotYet<UnreachedProcess>("it has not started"),
            TimeSpan.FromSeconds(10),
            Token);
        unreached.Should().BeEquivalentTo(new { Program = "/usr/sbin/docker-proxy", Why = "a Go program, and Go asks the kernel itself what time it is", Process = new { IsMain = true, CommandLine = GoProgram } });
    }

    [Fact]
    public async Task A_script_is_judged_by_its_interpreter()
    {
        var script = Encoding.ASCII.GetBytes("#!/bin/sh\nexec sleep 999999999\n");
        var all = DotNet.Testcontainers.Configurations.UnixFileModes.UserRead | DotNet.Testcontainers.Configurations.UnixFileModes.UserExecute;
        var builder = (await NewAsync("busybox", "/start")).WithResourceMapping(script, "/start", fileMode: all);
        var start = () => StartAsync(builder);
        (await start.Should().ThrowAsync<ClockException>().Where(e => e.Reason == ClockReason.Unsupported)).WithMessage("*/bin/busybox is a static program*");
        await using var clock = await StartAsync((await NewAsync("base", "/start")).WithResourceMapping(script, "/start", fileMode: all));
        (await ShownAsync(clock)).Should().BeCloseTo(Start, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task What_a_shell_executes_in_its_place_has_the_clock_too()
    {
        await using var clock = await StartAsync(await NewAsync("base", "sh", "-c", "exec sleep 999999999"));
        (await ShownAsync(clock)).Should().BeCloseTo(Start, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_root_that_is_read_only()
    {
        var builder = (await NewAsync("base", "sh", "-c", "sleep 86400; date +%s; sleep 999999999")).WithCreateParameterModifier(create => create.HostConfig!.ReadonlyRootfs = true);
        await using (var clock = await StartAsync(builder))
        {
            (await ShownAsync(clock)).Should().BeCloseTo(Start, TimeSpan.FromMinutes(1));
            (await clock.Container.ExecAsync(["env", "-i", "/bin/date", "+%s"], new ExecOptions(), Token)).Output.Should().StartWith("18", "programs without an environment have the clock too");
            await clock.AdvanceToAsync(Start.AddDays(2), Token);
            var output = await clock.Container.WaitForOutputAsync(".", 1, TimeSpan.FromSeconds(15), Token);
            Instant(output.Matches[0].Text).Should().BeOnOrAfter(Start.AddDays(2));
        }

        (await Engine.ListResourcesAsync(Token)).Volumes.Should().BeEmpty();
    }

    [Fact]
    public async Task A_static_program_in_a_root_that_is_read_only_is_refused_and_its_volume_removed()
    {
        var builder = (await NewAsync("busybox", "sleep", "1000")).WithCreateParameterModifier(create => create.HostConfig!.ReadonlyRootfs = true);
        var start = () => StartAsync(builder);
        (await start.Should().ThrowAsync<ClockException>().Where(e => e.Reason == ClockReason.Unsupported)).WithMessage("*/bin/busybox is a static program*");
    }

    [Fact]
    public async Task An_image_with_a_list_of_libraries_of_its_own_keeps_it()
    {
        var builder = (await NewAsync("base", "sleep", "999999999"))
            .WithResourceMapping(Encoding.ASCII.GetBytes("/usr/lib/libother.so\n"), "/etc/ld.so.preload").WithEnvironment("LD_PRELOAD", "/usr/lib/libmine.so");
        // Files of the builder's are copied in its order: the image's own list is there before the clock looks.
        await using var clock = await StartAsync(builder);
        (await clock.Container.ExecAsync(["cat", "/etc/ld.so.preload"], new ExecOptions(), Token)).Output.Should().Be("/usr/lib/libother.so\n/vt/clock.so\n");
        (await clock.Container.ExecAsync(["sh", "-c", "echo $LD_PRELOAD"], new ExecOptions(), Token)).Output.Should().Be("/usr/lib/libmine.so:/vt/clock.so\n");
        (await ShownAsync(clock)).Should().BeCloseTo(Start, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Where_the_library_cannot_be_loaded_it_says_so()
    {
        var builder = (await NewAsync("base", "sleep", "999999999")).WithTmpfsMount("/vt");
        var start = () => StartAsync(builder);
        (await start.Should().ThrowAsync<ClockException>().Where(e => e.Reason == ClockReason.NotInForce)).WithMessage("*its clock did not take hold; its main process, *, runs on real time.*journal in the container is empty*");
    }

    [Theory]
    [InlineData("clock_gettime", "*its clock did not take hold; its main process saw * UTC when it should be 2028-03-01 06:20:3? UTC.*look for a security profile that forbids clock_gettime(2)*")]
    [InlineData("lseek", "*its clock did not take hold; its main process, *, runs on real time.*look for a security profile*")]
    public async Task A_seccomp_profile_that_forbids_what_the_library_needs(string call, string message)
    {
        var profile = $$"""{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["{{call}}"],"action":"SCMP_ACT_ERRNO"}]}""";
        var builder = (await NewAsync("base", "sleep", "999999999")).WithCreateParameterModifier(create => create.HostConfig!.SecurityOpt = [$"seccomp={profile}"]);
        var start = () => StartAsync(builder);
        (await start.Should().ThrowAsync<ClockException>().Where(e => e.Reason == ClockReason.NotInForce)).WithMessage(message);
    }

    [Fact]
    public async Task A_start_before_the_image_was_built_is_warned_of()
    {
        await using var clock = await ContainerClock.StartAsync(
            Engine, await NewAsync("base", "sleep", "999999999"), new ContainerClockOptions { StartAt = new DateTimeOffset(2020, 2, 29, 0, 0, 0, TimeSpan.Zero) }, Token);
        clock.Warning.Should().Match("The clock starts at 2020-02-29 00:00:00 UTC, before the image example/base:* was built (20*): its files and accounts are from the future*");
        await using var later = await StartAsync(await NewAsync("base", "sleep", "999999999"));
        later.Warning.Should().BeNull();
    }

    [Fact]
    public async Task A_container_that_replaces_the_control_file_is_found_out()
    {
        await using var clock = await StartAsync(await NewAsync("base", "sleep", "999999999"));
        await clock.Container.ExecAsync(["sh", "-c", "echo 0 0 > /vt/clock"], new ExecOptions(), Token);
        var name = clock.Container.Name;
        var advance = () => clock.AdvanceToAsync(Start.AddDays(1), Token);
        (await advance.Should().ThrowAsync<ClockException>().Where(e => e.Reason == ClockReason.ControlReplaced)).WithMessage($"""
            {name}: something in the container changed /vt/clock, by which its clock is told the time.
              It holds: 0 0
              What to do: look for what cleans up or writes to /vt in the container; what ran since then may have seen real time.
            """);
        await clock.Container.ExecAsync(["rm", "-rf", "/vt/clock"], new ExecOptions(), Token);
        await advance.Should().ThrowAsync<ClockException>().Where(e => e.Reason == ClockReason.ControlReplaced).WithMessage($"{name}: something in the container removed /vt/clock*");
    }

    [Fact]
    public async Task A_program_that_runs_goes_on_by_the_last_control_file_when_it_is_removed()
    {
        await using var clock = await StartAsync(await NewAsync("base", "bash", "-c", "while true; do printf '%(%s)T\\n' -1; read -t 0.1 < <(:) ; done"));
        await clock.Container.WaitForOutputAsync(".", 1, TimeSpan.FromSeconds(15), Token);
        await clock.Container.ExecAsync(["rm", "/vt/clock"], new ExecOptions(), Token);
        await using var output = clock.Container.FollowOutput(".");
        var seen = await output.WaitForMatchesAsync((int)output.Snapshot().MatchCount + 100, TimeSpan.FromSeconds(30), Token);
        seen.Matches.Should().OnlyContain(it => Instant(it.Text) < Start.AddMinutes(5));
    }

    [Fact]
    public async Task A_container_that_ends_at_once_is_not_told_to_have_no_clock()
    {
        await using var clock = await StartAsync(await NewAsync("base", "date", "+%s"));
        var output = await clock.Container.WaitForOutputAsync(".", 1, TimeSpan.FromSeconds(15), Token);
        Instant(output.Matches[0].Text).Should().BeCloseTo(Start, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Disposal_in_the_middle_of_a_run()
    {
        var clock = await StartAsync(await NewAsync("base", "sleep", "999999999"));
        var run = clock.RunForAsync(TimeSpan.FromMinutes(2), Token);
        await clock.DisposeAsync();
        var wait = () => run;
        (await wait.Should().ThrowAsync<ClockException>().Where(e => e.Reason == ClockReason.ContainerRemoved)).WithMessage("*the container was removed, and its clock with it*");
    }

    [Fact]
    public async Task A_token_that_is_cancelled_during_the_start_leaves_nothing()
    {
        foreach (var after in new[] { 1, 20, 60, 120, 200 })
        {
            using var caller = new CancellationTokenSource(TimeSpan.FromMilliseconds(after), TimeProvider.System);
            try
            {
                await using var clock = await ContainerClock.StartAsync(Engine, await NewAsync("base", "sleep", "999999999"), new ContainerClockOptions { StartAt = Start }, caller.Token);
            }
            catch (OperationCanceledException)
            {
                caller.IsCancellationRequested.Should().BeTrue();
            }
        }

        // On a busy machine the removal goes on a moment longer than the start does.
        await Engine.ShouldSoonBeNoneAsync();
    }

    private static DateTimeOffset Instant(string seconds) => DateTimeOffset.FromUnixTimeSeconds(long.Parse(seconds, CultureInfo.InvariantCulture));

    private async Task<ContainerBuilder> NewAsync(string image, params string[] command)
    {
        var builder = Engine.NewContainer(await Engine.Images.GetAsync(image, Token), "clock");
        return command.Length == 0 ? builder : builder.WithEntrypoint(command[0]).WithCommand(command[1..]);
    }

    private Task<ContainerClock> StartAsync(ContainerBuilder builder) => ContainerClock.StartAsync(Engine, builder, new ContainerClockOptions { StartAt = Start }, Token);

    private async Task<DateTimeOffset> ShownAsync(ContainerClock clock) =>
        Instant((await clock.Container.ExecAsync(["date", "+%s"], new ExecOptions(), Token)).Output.Trim());
}
