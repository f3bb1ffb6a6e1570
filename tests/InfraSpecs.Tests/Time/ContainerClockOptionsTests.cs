namespace InfraSpecs.Tests.Time;

public sealed class ContainerClockOptionsTests
{
    [Fact]
    public void The_default_is_real_time() => new ContainerClockOptions().StartAt.Should().BeNull();

    [Theory]
    [InlineData(1979)]
    [InlineData(2201)]
    public void A_year_in_which_programs_cannot_tell_the_time_is_refused(int year)
    {
        var validate = () => new ContainerClockOptions { StartAt = new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero) }.Validate();
        validate.Should().Throw<InvalidOptionsException>().WithMessage($"*StartAt is {year}-01-01 00:00:00Z; it must be between 1980 and 2200*");
    }
}
