namespace InfraSpecs.Tests.Containers;

public sealed class StopSignalsTests
{
    [Theory]
    [InlineData(null, 15)]
    [InlineData("", 15)]
    [InlineData("SIGTERM", 15)]
    [InlineData("quit", 3)]
    [InlineData("SIGWINCH", 28)]
    [InlineData("9", 9)]
    [InlineData("SIGRTMIN+3", 37)]
    [InlineData("RTMIN", 34)]
    [InlineData("SIGRTMAX-1", 63)]
    [InlineData("SIGNONE", 0)]
    [InlineData("65", 0)]
    [InlineData("RTMIN3", 0)]
    public void Are_known_by_name_and_number(string? name, int number) => StopSignals.Number(name).Should().Be(number);

    [Theory]
    [InlineData(0, null)]
    [InlineData(2, null)]
    [InlineData(128, null)]
    [InlineData(137, "SIGKILL")]
    [InlineData(139, "SIGSEGV")]
    [InlineData(143, "SIGTERM")]
    [InlineData(159, "SIGSYS")]
    [InlineData(255, null)]
    public void An_exit_code_may_stand_for_a_signal(long code, string? signal) => StopSignals.OfExitCode(code).Should().Be(signal);
}
