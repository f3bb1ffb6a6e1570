using Xunit.Sdk;

namespace InfraSpecs.Xunit.Tests;

public sealed class SpecFailedExceptionSpecs
{
    [Fact]
    public void FluentAssertions_failures_are_failed_assertions_to_xunit()
    {
        _ = new EngineFixture();
        const int answer = 1;
        var failure = Record.Exception(() => answer.Should().Be(2));
        failure.Should().BeOfType<SpecFailedException>().Which.Message.Should().StartWith("Expected answer to be 2, but found 1");
        CauseOf(failure!).Should().Be(FailureCause.Assertion);
        CauseOf(new InvalidOperationException()).Should().Be(FailureCause.Exception, "so much for the check itself");
    }

    private static FailureCause CauseOf(Exception exception) => ExceptionUtility.ExtractMetadata(exception).Cause;
}
