using Xunit.Sdk;

using static InfraSpecs.Assertions.Tests.Snapshots;

namespace InfraSpecs.Assertions.Tests.Containers;

public sealed class ContainerExitAssertionsTests
{
    [Fact]
    public void Claims_that_hold_pass()
    {
        Exit(143).Should().BeGraceful().And.HaveExitCode(143);
        Exit(0).Should().BeGraceful();
        (Exit(131) with { StopSignal = 3 }).Should().BeGraceful("SIGQUIT was asked for");
    }

    [Theory]
    [InlineData(3, 15, "3")]
    [InlineData(1, 15, "1")]
    [InlineData(139, 15, "139 (SIGSEGV)")]
    [InlineData(130, 15, "130 (SIGINT)")]
    [InlineData(143, 3, "143 (SIGTERM)")]
    [InlineData(137, 9, "137 (SIGKILL)")]
    [InlineData(128, 0, "128")]
    public void An_end_with_an_error_of_its_own_is_not_graceful(int code, int signal, string told)
    {
        var exit = Exit(code) with { StopSignal = signal };
        var claim = () => exit.Should().BeGraceful();
        claim.Should().Throw<XunitException>().WithMessage($"Expected exit of \"web-1\" to be graceful, but it exited with code {told} after 10 s: *");
    }

    [Fact]
    public void BeGraceful_tells_of_Go_what_cannot_be_told_apart()
    {
        var exit = Exit(2);
        var claim = () => exit.Should().BeGraceful();
        claim.Should().Throw<XunitException>().WithMessage("*exited with code 2 after 10 s: what is asked to stop ends with exit code 0, or with 143 *; a Go program * ends with 2 as process number 1, *");
    }

    [Fact]
    public void BeGraceful_says_which_codes_are()
    {
        var claim = () => Exit(3, false, "cannot flush").Should().BeGraceful();
        claim.Should().Throw<XunitException>().WithMessage(
            "*exited with code 3 after 10 s: what is asked to stop ends with exit code 0, or with 143 where it leaves it to the signal. Read its last output.*cannot flush*");
    }

    [Fact]
    public void BeGraceful_says_why_a_container_was_killed()
    {
        var exit = Exit(137, false, "serving");
        var claim = () => exit.Should().BeGraceful();
        claim.Should().Throw<XunitException>().WithMessage("""
            Expected exit of "web-1" to be graceful, but it exited with code 137 (SIGKILL) after 10 s: it did not heed the stop signal and was killed. Process number 1 gets only the signals that it handles; set STOPSIGNAL to one that it does, or run it under an init.

            With last output of web-1:
            serving

            """);
    }

    [Fact]
    public void BeGraceful_tells_memory_from_disobedience()
    {
        var claim = () => Exit(137, outOfMemory: true).Should().BeGraceful();
        claim.Should().Throw<XunitException>().WithMessage("*out of memory: the kernel killed it, because memory ran out.*(nothing)*");
        claim = () => (Exit(137, false) with { MayBeOutOfMemory = true }).Should().BeGraceful();
        claim.Should().Throw<XunitException>().WithMessage("*137 (SIGKILL) after 10 s, probably out of memory: the kernel killed it, probably because memory ran out.*");
    }

    [Fact]
    public void HaveExitCode_shows_the_last_output()
    {
        var claim = () => Exit(1, false, "no such table").Should().HaveExitCode(0);
        claim.Should().Throw<XunitException>().WithMessage("Expected * of \"web-1\" to have code 0, but it exited with code 1 after 10 s.*no such table*");
    }
}
