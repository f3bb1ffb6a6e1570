using Microsoft.Extensions.Logging;

namespace InfraSpecs.Xunit.Tests;

public sealed class TestOutputLoggerTests
{
    [Fact]
    public void It_writes_into_the_output_of_the_test_that_runs_with_the_time()
    {
        Say(new TestOutputLogger(), LogLevel.Warning, "the disk is full");
        TestContext.Current.TestOutputHelper!.Output.Should().MatchRegex("^[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3} the disk is full\\s*$");
    }

    [Theory]
    [InlineData(LogLevel.Information, LogLevel.Debug, false)]
    [InlineData(LogLevel.Information, LogLevel.Information, true)]
    [InlineData(LogLevel.Debug, LogLevel.Debug, true)]
    [InlineData(LogLevel.None, LogLevel.Critical, false)]
    [InlineData(LogLevel.Trace, LogLevel.None, false)]
    public void What_is_below_the_least_level_is_not_written(LogLevel least, LogLevel level, bool isWritten)
    {
        Say(new TestOutputLogger(least), level, "said");
        TestContext.Current.TestOutputHelper!.Output.Contains("said").Should().Be(isWritten);
    }

    [Fact]
    public void Outside_of_a_test_it_throws_nothing()
    {
        using var suppressed = ExecutionContext.SuppressFlow();
        var outside = Task.Run(() => Say(new TestOutputLogger(), LogLevel.Warning, "said elsewhere"), TestContext.Current.CancellationToken);
        outside.Invoking(it => it.Wait(TestContext.Current.CancellationToken)).Should().NotThrow();
        TestContext.Current.TestOutputHelper!.Output.Should().NotContain("said elsewhere");
    }

    private static void Say(TestOutputLogger logger, LogLevel level, string text) => logger.Log(level, default, text, null, static (said, _) => said);
}
