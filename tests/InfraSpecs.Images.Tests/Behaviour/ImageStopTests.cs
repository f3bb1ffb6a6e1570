using InfraSpecs.Images.Behaviour;
using static InfraSpecs.Images.Tests.Behaviour.Given;

namespace InfraSpecs.Images.Tests.Behaviour;

public sealed class ImageStopTests
{
    private static readonly SignalMasks Term = new(0, 0, 1 << 14);

    [Theory]
    [InlineData(null, "SIGTERM", 15)]
    [InlineData("SIGQUIT", "SIGQUIT", 3)]
    [InlineData("quit", "SIGQUIT", 3)]
    [InlineData("3", "SIGQUIT", 3)]
    [InlineData("SIGWINCH", "SIGWINCH", 28)]
    [InlineData("SIGRTMIN+3", "SIGRTMIN+3", 37)]
    [InlineData("RTMAX-1", "SIGRTMAX-1", 63)]
    [InlineData("37", "signal 37", 37)]
    [InlineData("SIGNONE", "SIGNONE", 0)]
    public void A_stop_signal_has_a_name_and_a_number(string? written, string name, int number) => StopSignal.Parse(written).Should().Be(new StopSignal(name, number));

    [Fact]
    public void A_shell_does_not_pass_signals_on() => Cause(
        [Process(1, 0, "/usr/bin/dash", "/bin/sh", "-c", "app; true"), Process(7, 1, "/app", "app")],
        "PID 1 is `/bin/sh -c app; true`: it does not pass SIGTERM on to `app`. Use exec form*");

    [Fact]
    public void A_script_must_exec() => Cause(
        [Process(1, 0, "/usr/bin/bash", "bash", "/start.sh"), Process(7, 1, "/app", "app")], "PID 1 is `bash /start.sh`: a shell does not pass SIGTERM on to `app`. End the script with `exec`*");

    [Fact]
    public void A_shell_with_several_programs_passes_it_on_to_none() => Cause(
        [Process(1, 0, "/usr/bin/bash", "bash", "-c", "a & b & wait"), Process(7, 1, "/a", "a"), Process(8, 1, "/b", "b")],
        "PID 1 is `bash -c a & b & wait`: it passes SIGTERM on to none of its 2 programs, of which the first is `a`. Run each in a container of its own*");

    [Fact]
    public void A_trap_waits_for_the_program_in_the_foreground() => Cause(
        [Process(1, 0, "/bin/busybox", "sh", "/start.sh") with { Signals = Term }, Process(7, 1, "/app", "app")], "*runs its trap for SIGTERM only when the program in the foreground, `app`, has ended*");

    [Fact]
    public void Process_1_gets_no_signal_that_it_does_not_handle() => Cause([Process(1, 0, "/app", "app")], "PID 1, `app`, has no handler for SIGTERM, and the kernel*tini*");

    [Fact]
    public void A_signal_can_be_ignored() => Cause([Process(1, 0, "/app", "app") with { Signals = new(0, 1 << 14, 0) }], "PID 1, `app`, ignores SIGTERM*");

    [Fact]
    public void An_init_passes_on_to_a_child_that_ignores() => Cause(
        [Process(1, 0, "/usr/bin/tini", "tini", "--", "app") with { Signals = new(1 << 14, 0, 0) }, Process(7, 1, "/app", "app") with { Signals = new(0, 1 << 14, 0) }],
        "PID 1 is an init, `tini -- app`; its child `app` (pid 7) ignores SIGTERM*");

    [Fact]
    public void A_handler_can_be_slow() => Cause([Process(1, 0, "/app", "app") with { Signals = Term }], "PID 1, `app`, takes SIGTERM and had not ended yet*");

    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(143, 143, null)]
    [InlineData(143, 0, "its exit code is 143, which is 128 + 15: SIGTERM ended it*claim 143*")]
    [InlineData(1, 0, "its exit code is 1, as of a failure*")]
    [InlineData(0, 143, "its exit code is 0*")]
    [InlineData(137, 0, "*not by this stop*")]
    [InlineData(2, 0, "*Go program*")]
    [InlineData(139, 0, "*signal 11 ended it*")]
    public void The_exit_code_that_is_claimed(long found, long claimed, string? why)
    {
        if (why is null) Stop(found).WhyNot(claimed).Should().BeNull();
        else Stop(found).WhyNot(claimed).Should().Match(why);
    }

    [Fact]
    public void Of_a_killed_one_the_exit_code_counts_for_nothing() =>
        (Stop(137) with { WasKilled = true, Cause = "Why." }).WhyNot(137).Should().Be("it was killed after 10 s. Why.");

    private static ImageStop Stop(long exitCode) => new()
    {
        Image = "app",
        Signal = "SIGTERM",
        Grace = TimeSpan.FromSeconds(10),
        Took = TimeSpan.FromSeconds(0.2),
        WasKilled = false,
        Exit = new ContainerExit { Container = "app-1", ExitCode = exitCode, OutOfMemory = false, RanFor = TimeSpan.Zero, LastLines = [] },
        Left = [],
        Number = 15,
    };

    private static void Cause(IReadOnlyList<ImageProcess> processes, string expected) => StopCause.Explain(processes, StopSignal.Parse(null)).Should().Match(expected);
}
