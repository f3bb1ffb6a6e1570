using InfraSpecs.Cron;
using Xunit.Sdk;

namespace InfraSpecs.Assertions.Tests.Cron;

public sealed class CronDiagnosisAssertionsTests
{
    private static readonly CronFinding Newline = new()
    {
        Fault = CronFault.NoFinalNewline,
        Sentence = "cron ignores /etc/cron.d/job: its last line does not end with a newline",
        Fact = "line 1, `* * * * * root /x`, is where the file ends",
        Advice = "end the file with a newline",
    };

    private static readonly CronFinding Missing = new()
    {
        Fault = CronFault.CommandMissing,
        Sentence = "the job in line 1 of /etc/cron.d/job cannot run: /x is not in the container",
        Fact = "the line is `* * * * * root /x`",
        Advice = "COPY the file to /x",
    };

    [Fact]
    public void Claims_that_hold_pass()
    {
        Of().Should().BeClean();
        Of(Newline, Missing).Should().HaveCause(CronFault.CommandMissing).And.HaveCause(CronFault.NoFinalNewline).And.HaveNoOtherCause();
    }

    [Fact]
    public void BeClean_says_in_its_first_line_what_is_wrong()
    {
        var diagnosis = Of(Newline, Missing);
        var claim = () => diagnosis.Should().BeClean("the image is released today");
        claim.Should().Throw<XunitException>().Which.Message.Should().Be("""
            Expected diagnosis of "cron-1" to be clean because the image is released today, but cron ignores /etc/cron.d/job: its last line does not end with a newline (line 1, `* * * * * root /x`, is where the file ends).

            With diagnosis:
            cron ignores /etc/cron.d/job: its last line does not end with a newline (line 1, `* * * * * root /x`, is where the file ends).
              What to do: end the file with a newline.
            the job in line 1 of /etc/cron.d/job cannot run: /x is not in the container (the line is `* * * * * root /x`).
              What to do: COPY the file to /x.
            """);
    }

    [Fact]
    public void HaveCause_names_what_was_found_instead()
    {
        var diagnosis = Of(Missing);
        var claim = () => diagnosis.Should().HaveCause(CronFault.NoFinalNewline);
        claim.Should().Throw<XunitException>().Which.Message.Should().Be("""
            Expected diagnosis of "cron-1" to have the cause NoFinalNewline, but found CommandMissing.

            With diagnosis:
            the job in line 1 of /etc/cron.d/job cannot run: /x is not in the container (the line is `* * * * * root /x`).
              What to do: COPY the file to /x.
            """);
    }

    [Fact]
    public void HaveCause_fails_where_nothing_was_found()
    {
        var claim = () => Of().Should().HaveCause(CronFault.NoFinalNewline);
        claim.Should().Throw<XunitException>().WithMessage("""
            Expected *"cron-1" to have the cause NoFinalNewline, but nothing was found.

            With diagnosis:
            Nothing was found that keeps the jobs of cron-1 from running.

            """);
    }

    [Fact]
    public void HaveNoOtherCause_names_the_others()
    {
        var diagnosis = Of(Newline, Missing);
        var claim = () => diagnosis.Should().HaveCause(CronFault.NoFinalNewline).And.HaveNoOtherCause();
        claim.Should().Throw<XunitException>().WithMessage("Expected diagnosis of \"cron-1\" to have no cause but NoFinalNewline, but found CommandMissing too.*With diagnosis:*");
    }

    [Fact]
    public void HaveNoOtherCause_alone_claims_nothing()
    {
        var claim = () => Of().Should().HaveNoOtherCause();
        claim.Should().Throw<InvalidOperationException>().WithMessage("HaveNoOtherCause follows HaveCause*");
    }

    [Fact]
    public void A_claim_about_runs_has_the_cause_in_its_first_line()
    {
        var runs = CronSnapshots.Runs() with { Diagnosis = Of(Newline) };
        var claim = () => runs.Should().FollowSchedule("* * * * *");
        var first = claim.Should().Throw<XunitException>().Which.Message.Split('\n')[0];
        first.Should().StartWith("Expected runs of \"cron-1\" to follow * * * * *, but ")
            .And.EndWith(": cron ignores /etc/cron.d/job: its last line does not end with a newline (line 1, `* * * * * root /x`, is where the file ends).");
        var count = () => runs.Should().HaveRuns(3);
        count.Should().Throw<XunitException>().Which.Message.Should().Be("""
            Expected runs of "cron-1" to have 3 runs, but found 0: cron ignores /etc/cron.d/job: its last line does not end with a newline (line 1, `* * * * * root /x`, is where the file ends).

            With cron runs:
            cron ignores /etc/cron.d/job: its last line does not end with a newline (line 1, `* * * * * root /x`, is where the file ends).
              What to do: end the file with a newline.
            no line at all was seen in /var/log/cron.log in cron-1, so none matches /./
            The container's clock:
            | 2026-11-22 12:00:30 UTC to 2026-11-22 12:03:30 UTC, at x60
            """);
    }

    [Fact]
    public void Of_many_findings_the_first_ten_are_shown() => Of([.. Enumerable.Range(1, 12).Select(line => Newline with { Line = line })]).ToString().Should().EndWith("\n… and 2 more");

    private static CronDiagnosis Of(params CronFinding[] findings) => new("cron-1", findings);
}
