using InfraSpecs.Cron;
using Xunit.Sdk;
using static InfraSpecs.Assertions.Tests.Cron.CronSnapshots;
using static InfraSpecs.Assertions.Tests.Snapshots;

namespace InfraSpecs.Assertions.Tests.Cron;

public sealed class FollowScheduleTests
{
    private static readonly ClockSpan TwentyMinutes = new(Noon.AddSeconds(30), Noon.AddSeconds(1230), 1);

    [Fact]
    public void Each_instant_at_which_something_is_wrong_is_listed()
    {
        var runs = Runs(Run("12:05:01"), Run("12:07:30"), Run("12:10:01"), Run("12:10:02"), Run("12:17:00", took: 200)) with { Spans = [TwentyMinutes] };
        var claim = () => runs.Should().FollowSchedule("*/5 * * * *");
        claim.Should().Throw<XunitException>().Which.Message.TrimEnd().Should().Be("""
            Expected runs of "cron-1" to follow */5 * * * *, but 1 of 4 due runs was missed, 1 run came late, 1 run was doubled and 1 run was unexpected.

            With cron runs:
            missed      2026-11-22 12:20:00 UTC, when run 5 had not ended
            late        2026-11-22 12:15:00 UTC, run 5 came 2 min after that
            doubled     2026-11-22 12:10:02 UTC, run 4
            unexpected  2026-11-22 12:07:30 UTC, run 2
            no line at all was seen in /var/log/cron.log in cron-1, so none matches /./
            The last runs:
            | run 1, at 2026-11-22 12:05:01 UTC, of 'task.sh', exited with code 0
            | run 2, at 2026-11-22 12:07:30 UTC, of 'task.sh', exited with code 0
            | run 3, at 2026-11-22 12:10:01 UTC, of 'task.sh', exited with code 0
            | run 4, at 2026-11-22 12:10:02 UTC, of 'task.sh', exited with code 0
            | run 5, at 2026-11-22 12:17:00 UTC, of 'task.sh', exited with code 0
            The container's clock:
            | 2026-11-22 12:00:30 UTC to 2026-11-22 12:20:30 UTC
            """);
    }

    [Fact]
    public void What_cron_said_in_the_minute_of_a_missed_run_is_quoted()
    {
        const string Word = "(CRON) INFO (Job execution of per-minute job scheduled for 12:15 delayed into subsequent minute 12:16. Skipping job run.)";
        SyslogRecord[] said = [new(Noon.AddMinutes(16), 7, "crond", "(app) another"), new(Noon.AddSeconds(959), 7, "crond", Word)];
        var runs = Runs(Run("12:05:01"), Run("12:10:01")) with { Spans = [TwentyMinutes], Said = said };
        var claim = () => runs.Should().FollowSchedule("*/5 * * * *");
        claim.Should().Throw<XunitException>().Which.Message.Should().Contain($"missed      2026-11-22 12:15:00 UTC; cron said: {Word}\nmissed      2026-11-22 12:20:00 UTC\n");
    }

    [Fact]
    public void Of_many_the_first_ten_are_listed()
    {
        var runs = Runs() with { Spans = [TwentyMinutes] };
        var claim = () => runs.Should().FollowSchedule("* * * * *", "it is minutely");
        var text = claim.Should().Throw<XunitException>().Which.Message;
        text.Should().StartWith("""
            Expected runs of "cron-1" to follow * * * * * because it is minutely, but 20 of 20 due runs were missed.

            With cron runs:
            missed      2026-11-22 12:01:00 UTC
            missed      2026-11-22 12:02:00 UTC

            """);
        text.Should().Contain("""
            missed      2026-11-22 12:10:00 UTC
            and 10 more
            no line at all was seen
            """);
    }

    [Fact]
    public void Time_in_which_nothing_was_due_proves_nothing()
    {
        var claim = () => Runs().Should().FollowSchedule("25 6 * * *");
        claim.Should().Throw<XunitException>().WithMessage("""
            Expected * of "cron-1" to follow 25 6 * * *, but nothing was due from 2026-11-22 12:00:30 UTC to 2026-11-22 12:03:30 UTC, so that this proves nothing; it is next due at 2026-11-23 06:25:00 UTC.
            *
            """);
    }

    [Fact]
    public void A_day_that_never_comes_is_called_so()
    {
        var claim = () => Runs().Should().FollowSchedule("0 0 30 2 *");
        claim.Should().Throw<XunitException>().WithMessage("*to follow 0 0 30 2 *, but nothing was due from * to 2026-11-22 12:03:30 UTC, and it never is: no calendar has such a day.*");
    }

    [Fact]
    public void No_time_at_all_proves_nothing()
    {
        var claim = () => (Runs() with { Spans = [] }).Should().FollowSchedule("* * * * *");
        claim.Should().Throw<XunitException>().WithMessage("*to follow * * * * *, but no time has passed yet in the container.*");
    }

    [Fact]
    public void A_schedule_is_one_jobs()
    {
        var runs = Runs(Run("12:01:01"), Run("12:02:01", command: "cd / && run-parts --report /etc/cron.hourly"));
        var claim = () => runs.Should().FollowSchedule("* * * * *");
        claim.Should().Throw<XunitException>().WithMessage("""
            Expected runs of "cron-1" to follow * * * * *, but they are of 2 jobs, and a schedule is one job's: take one with runs.ForJob("a part of its command"), or set CronOptions.Job.

            With cron runs:
            | task.sh
            | cd / && run-parts --report /etc/cron.hourly

            """);
    }

    [Fact]
    public void A_container_without_a_daemon_follows_none()
    {
        var claim = () => (Runs() with { Daemon = null }).Should().FollowSchedule("* * * * *");
        claim.Should().Throw<XunitException>().WithMessage("*to follow * * * * *, but no cron daemon that is known here has started in it.*");
    }

    [Fact]
    public void Busybox_starts_no_job_that_still_runs()
    {
        var claim = () => (Runs(Run("12:01:01", took: 75), Run("12:03:01")) with { Daemon = CronDaemon.Busybox, Spans = [new ClockSpan(Noon.AddSeconds(30), Noon.AddSeconds(210), 1)] })
            .Should().FollowSchedule("* * * * *");
        claim.Should().Throw<XunitException>().WithMessage(
            "*but 1 of 3 due runs was missed.*missed      2026-11-22 12:02:00 UTC, when run 1 had not ended: busybox starts no job that still runs*");
    }

    [Fact]
    public void Instants_are_shown_in_the_daemons_zone()
    {
        var berlin = Runs() with { Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), Spans = [TwentyMinutes] };
        FluentActions.Invoking(() => berlin.Should().FollowSchedule("15 13 * * *")).Should().Throw<XunitException>()
            .WithMessage("*1 of 1 due run was missed.*missed      2026-11-22 13:15:00 +01:00*");
    }

    [Fact]
    public void A_schedule_that_no_daemon_would_take_is_refused() =>
        FluentActions.Invoking(() => Runs().Should().FollowSchedule("61 * * * *")).Should().Throw<CronException>().Where(it => it.Reason == CronReason.ScheduleInvalid);
}
