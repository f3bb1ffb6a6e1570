namespace InfraSpecs.Tests.Faults;

public sealed class CpuFaultTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(65)]
    [InlineData(double.NaN)]
    public void A_share_that_is_none_is_refused(double share) =>
        FluentActions.Invoking(new CpuFault { Share = share }.Validate).Should().Throw<InvalidOptionsException>()
            .WithMessage("*Share is *; it must be 0.001 to 64: *For none at all there is PauseFault.*");

    [Fact]
    public void It_is_told_in_words_and_in_those_of_the_program()
    {
        var fault = new CpuFault { Share = 0.05 };
        fault.Validate();
        fault.InWords.Should().Be("5 % of a processor");
        fault.Words.Should().Equal("share=50000");
        new FaultEffect { Container = "db", Fault = fault.InWords, Unit = CpuFault.Unit }.With("there caught=12 affected=12 stopped=12").ToString()
            .Should().Be("5 % of a processor: 12 pauses for want of time");
    }
}
