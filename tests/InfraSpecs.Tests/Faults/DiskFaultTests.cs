namespace InfraSpecs.Tests.Faults;

public sealed class DiskFaultTests
{
    private static readonly DiskFault Full = new() { Folder = "/data", Full = true };

    [Fact]
    public void All_that_is_wrong_is_said_at_once() =>
        FluentActions.Invoking(new DiskFault { Folder = "data", FailedWrites = 1.5, Delay = TimeSpan.FromSeconds(-1), Bandwidth = 0 }.Validate)
            .Should().Throw<InvalidOptionsException>().Which.Errors.Should().Equal(
            "Folder is 'data'; it must be as '/data' is: from the root, and not the root, where programs and devices are too.",
            "FailedWrites is 1.5; it must be a share, 0 to 1, as 0.05 for one in 20, and not less than one in a million.",
            "Delay is negative; a write ends no sooner than it would.",
            "Bandwidth is 0; it must be 1 byte a second or more, or null. For none at all, FailedWrites = 1.");

    [Theory]
    [InlineData("/")]
    [InlineData("//")]
    [InlineData("")]
    public void A_folder_is_none_of_all(string folder) => FluentActions.Invoking((Full with { Folder = folder }).Validate).Should().Throw<InvalidOptionsException>();

    [Fact]
    public void What_breaks_nothing_is_refused() =>
        FluentActions.Invoking(new DiskFault { Folder = "/data" }.Validate).Should().Throw<InvalidOptionsException>()
            .WithMessage("*DiskFault breaks nothing: set Full, ReadOnly, FailedWrites, Delay or Bandwidth.*");

    [Fact]
    public void Read_only_goes_alone() =>
        FluentActions.Invoking((Full with { ReadOnly = true }).Validate).Should().Throw<InvalidOptionsException>().WithMessage("*ReadOnly goes alone: *");

    [Fact]
    public void It_is_told_in_words()
    {
        Full.Validate();
        Full.InWords(7).Should().Be("no room left, in /data");
        new DiskFault { Folder = "/data", ReadOnly = true }.InWords(7).Should().Be("nothing that can be changed, in /data");
        new DiskFault { Folder = "/data", FailedWrites = 0.05, Delay = TimeSpan.FromMilliseconds(100), Bandwidth = 1000 }.InWords(7)
            .Should().Be("5 % of writes failed and a delay of 0.1 s for each write and 1,000 bytes written a second, in /data, seed 7");
    }

    [Fact]
    public void The_program_is_told_in_its_words()
    {
        Full.Words(7).Should().Equal("path=/data", "full", "seed=7");
        new DiskFault { Folder = "/data", FailedWrites = 0.05, Delay = TimeSpan.FromMilliseconds(100), Bandwidth = 1000 }.Words(-1)
            .Should().Equal("path=/data", "failing=50000", "delay=100000000", "bandwidth=1000", "seed=4294967295");
        PauseFault.Words.Should().Equal("pause");
    }

    [Fact]
    public void What_it_did_is_told()
    {
        var effect = new FaultEffect { Container = "db", Fault = "no room left", Unit = "write" }.With("there caught=3 affected=2 delayed=0 failed=2");
        effect.ToString().Should().Be("no room left: 3 writes went its way, 2 failed");
        new FaultEffect { Container = "db", Fault = "its processes stopped", Unit = "thread" }.With("there caught=2 affected=2 delayed=0 failed=0 stopped=2").ToString()
            .Should().Be("its processes stopped: 2 threads stood still");
    }

    [Theory]
    [InlineData("failed to trace a process, error 1", "the helper failed to trace a process, error 1 (not permitted: a debugger traces it, or *)")]
    [InlineData("the engine said no", "the engine said no")]
    public void What_the_machine_does_not_allow_is_named(string said, string sentence) => FaultProgram.OfProcesses.Sentence(said).Should().Match(sentence);

    [Fact]
    public void A_folder_that_is_not_there_is_known_by_what_the_program_says()
    {
        FaultProgram.LacksFolder("failed to find the folder, error 2").Should().BeTrue();
        FaultProgram.LacksFolder("failed to trace a process, error 1").Should().BeFalse();
    }
}
