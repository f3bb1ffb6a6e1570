using FluentAssertions.Common;
using Xunit.Sdk;

namespace InfraSpecs.Xunit.Tests;

// There is one fixture of an engine in a process at a time.
[Collection(nameof(EngineFixture))]
public sealed class SpecFailedExceptionTests
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

    [Fact]
    public async Task What_somebody_has_set_is_left_and_what_was_before_is_put_back()
    {
        var before = Services.ThrowException;
        try
        {
            Services.ResetToDefaults();
            var usual = Services.ThrowException;
            await new NoEngineFixture(false).DisposeAsync();
            Services.ThrowException.Should().BeSameAs(usual);
            var fixture = new NoEngineFixture(true);
            Services.ThrowException.Should().NotBeSameAs(usual);
            await fixture.DisposeAsync();
            Services.ThrowException.Should().BeSameAs(usual);

            Action<string> mine = message => throw new InvalidOperationException(message);
            Services.ThrowException = mine;
            var late = new NoEngineFixture(true);
            Services.ThrowException.Should().BeSameAs(mine);
            await late.DisposeAsync();
            Services.ThrowException.Should().BeSameAs(mine);
        }
        finally
        {
            Services.ThrowException = before;
        }
    }

    private sealed class NoEngineFixture(bool throwSpecFailed) : EngineFixture(new EngineOptions(), throwSpecFailed);

    private static FailureCause CauseOf(Exception exception) => ExceptionUtility.ExtractMetadata(exception).Cause;
}
