using InfraSpecs.Time;

namespace InfraSpecs.Tests.Time;

public sealed class ClockFilesTests
{
    [Fact]
    public void A_machine_that_no_compiler_was_there_for_has_none() => ClockFiles.AreFor("s390x").Should().BeFalse();

    [Fact]
    public void A_container_of_such_a_machine_is_refused_with_the_reason_and_what_to_do() =>
        ClockException.Machine("example/cronjob:latest", "s390x").Message.ReplaceLineEndings("\n").Should().Be("""
            example/cronjob:latest: it is made for s390x, for which this build of InfraSpecs carries no clock.
              The clock's library is there for amd64 and arm64 where InfraSpecs was built with compilers for both.
              What to do: use an image for amd64 or arm64, or run it on real time, without a clock of its own.
            """.ReplaceLineEndings("\n"));
}
