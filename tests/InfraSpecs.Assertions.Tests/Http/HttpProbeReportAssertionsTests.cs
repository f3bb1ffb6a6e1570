using Xunit.Sdk;

using static InfraSpecs.Assertions.Tests.Swarm.Views;
using static InfraSpecs.Testing.AssertionText;

namespace InfraSpecs.Assertions.Tests.Http;

public sealed class HttpProbeReportAssertionsTests
{
    private const string Kill = "killed worker01";

    // 50 requests a second for 4 s, two replicas in turns; from 1.2 s to 2.04 s nothing is answered.
    private static HttpProbeReport Outage => Report(number => number is >= 60 and < 102 ? Failing(number) : Good(number, Name(1 + (number % 2)))) with
    {
        Marks = [new HttpProbeMark(TimeSpan.FromSeconds(1.16), Kill)],
    };

    private static HttpProbeReport Quiet => Report(number => Good(number, Name(1 + (number % 2))));

    [Fact]
    public void Claims_that_hold_pass()
    {
        var report = Quiet;
        report.Should().HaveHadNoDowntime().And.HaveHadGapOfAtMost(TimeSpan.FromMilliseconds(50)).And.HaveBeenServedByAtLeast(2, TimeSpan.FromMilliseconds(500))
            .And.HaveLatencyOfAtMost(99, TimeSpan.FromMilliseconds(2)).And.HaveBeenServedByEveryTaskOf(Placed(Task(1, "worker01"), Task(2, "worker02")));
        Outage.Should().HaveHadGapOfAtMost(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void HaveHadNoDowntime_says_what_failed_when_and_after_what()
    {
        var report = Outage;
        Fails(() => report.Should().HaveHadNoDowntime("a worker may go"),
            """
            Expected report to have had no downtime because a worker may go, but 42 of 200 requests failed (connection refused (30), timeout (12)): no answer from 1.18 s to 2.04 s (860 ms), which began 21 ms after 'killed worker01'; 42 requests failed in it: connection refused (30), timeout (12).

            With report:
            http://web/ from this process: 200 requests in 4.00 s, 42 failed
            latency: half 1.0 ms, 95 % 1.0 ms, 99 % 1.0 ms, all 1.0 ms
            status: 200 (158)
            connection refused: 30 requests, due from 1.20 s to 1.78 s
            timeout: 12 requests, due from 1.80 s to 2.02 s
            longest gap: no answer from 1.18 s to 2.04 s (860 ms), which began 21 ms after 'killed worker01'; 42 requests failed in it: connection refused (30), timeout (12)
            served by 100000000000: 79 requests, from 0.00 s to 3.96 s
            served by 200000000000: 79 requests, from 0.02 s to 3.98 s
            at 1.16 s: killed worker01
            """);
    }

    [Fact]
    public void HaveHadGapOfAtMost_tells_of_the_longest()
    {
        var report = Outage;
        FailsFirst(() => report.Should().HaveHadGapOfAtMost(TimeSpan.FromMilliseconds(500)),
            "Expected report to have had no gap longer than 500 ms, but there was no answer from 1.18 s to 2.04 s (860 ms), which began 21 ms after 'killed worker01'; 42 requests failed in it: connection refused (30), timeout (12).");
        FailsFirst(() => report.Should().HaveHadGapOfAtMost(TimeSpan.FromMilliseconds(20)),
            "Expected report to have had no gap longer than 20 ms, but with 50 requests a second that cannot be told; ask more often.");
    }

    [Fact]
    public void HaveBeenServedByAtLeast_names_the_moment_and_who_was_left()
    {
        var report = Report(number => Good(number, Name(number is >= 50 and < 150 ? 1 : 1 + (number % 2)))) with { Marks = [new HttpProbeMark(TimeSpan.FromSeconds(1), "began the update")] };
        FailsFirst(() => report.Should().HaveBeenServedByAtLeast(2, TimeSpan.FromSeconds(1)),
            "Expected report to have been served by at least 2 replicas within any 1 s, but from 0.98 s to 1.98 s only 1 did: 100000000000 (the last before: 'began the update', at 1.00 s).");
        FailsFirst(() => report.Should().HaveBeenServedByAtLeast(3, TimeSpan.FromMilliseconds(100)),
            "Expected report to have been served by at least 3 replicas within any 100 ms, but with 50 requests a second that cannot be told; ask more often, or take a longer time.");
        FailsFirst(() => report.Should().HaveBeenServedByAtLeast(2, TimeSpan.FromSeconds(9)),
            "Expected report to have been served by at least 2 replicas within any 9 s, but the probe ran for 4 s only, which proves nothing.");
        var outage = Outage;
        outage.Invoking(it => it.Should().HaveBeenServedByAtLeast(1, TimeSpan.FromMilliseconds(500))).Should().Throw<XunitException>().WithMessage(
            "Expected * to have been served by at least 1 replicas within any 500 ms, but from 1.18 s to 1.68 s nobody answered (the last before: 'killed worker01', at 1.16 s).*");
        var nameless = Report(number => Good(number, null));
        nameless.Invoking(it => it.Should().HaveBeenServedByAtLeast(1, TimeSpan.FromSeconds(1))).Should().Throw<XunitException>().WithMessage(
            "Expected * but no answer says who gave it; set HttpProbeOptions.ReplicaHeader to a header that does.*");
    }

    [Fact]
    public void HaveLatencyOfAtMost_shows_the_slowest()
    {
        var report = Report(number => Good(number, null) with { Latency = TimeSpan.FromMilliseconds(number == 100 ? 900 : 1) });
        FailsFirst(() => report.Should().HaveLatencyOfAtMost(100, TimeSpan.FromMilliseconds(50)),
            "Expected report to have answered 100 % of requests within 50 ms, but they took 900 ms; the slowest was due at 2.00 s and took 900 ms (status 200).");
    }

    [Fact]
    public void HaveBeenServedByEveryTaskOf_names_those_who_did_not_and_strangers()
    {
        var report = Quiet;
        var placement = Placed(Task(1, "worker01"), Task(3, "worker02"), Task(2, "worker02") with { State = InfraSpecs.Swarm.TaskState.Shutdown, DesiredState = InfraSpecs.Swarm.TaskState.Shutdown });
        FailsFirst(() => report.Should().HaveBeenServedByEveryTaskOf(placement),
            "Expected report to have been served by every task of web, but of 200 answers none came from web.3 on worker02; 100 came from 200000000000, which was web.2 on worker02 and is shutdown.");
        FailsFirst(() => report.Should().HaveBeenPassedOnByEveryTaskOf(placement), "Expected report to have been passed on by every task of web, but no answer says whose it is; the header is missing.");
    }

    [Fact]
    public void No_claim_holds_on_nothing_or_a_lost_probe()
    {
        foreach (var (report, why) in new[]
                 {
                     (Quiet with { Samples = [] }, ", but no request has ended, which proves nothing; let the probe run longer (WaitForRequestsAsync)."),
                     (Quiet with { Samples = [.. Quiet.Samples.Take(9)] }, ", but only 9 requests have ended, which proves nothing; let the probe run longer (WaitForRequestsAsync)."),
                     (Quiet with { Lost = new HttpProbeLoss(TimeSpan.FromSeconds(3), "its node died.", new IOException()) }, ", but the probe itself was lost after 3 s: its node died."),
                 })
        {
            FailsFirst(() => report.Should().HaveHadNoDowntime(), "Expected report to have had no downtime" + why);
            FailsFirst(() => report.Should().HaveHadGapOfAtMost(TimeSpan.FromSeconds(1)), "Expected report to have had no gap longer than 1 s" + why);
            FailsFirst(() => report.Should().HaveBeenServedByAtLeast(1, TimeSpan.FromSeconds(1)), "Expected report to have been served by at least 1 replicas within any 1 s" + why);
            FailsFirst(() => report.Should().HaveLatencyOfAtMost(95, TimeSpan.FromSeconds(1)), "Expected report to have answered 95 % of requests within 1 s" + why);
            FailsFirst(() => report.Should().HaveBeenServedByEveryTaskOf(Placed(Task(1, "worker01"))), "Expected report to have been served by every task of web" + why);
        }
    }

    private static string Name(int slot) => $"{slot}00000000000";

    private static HttpSample Good(int number, string? replica) => new()
    {
        DueAt = TimeSpan.FromMilliseconds(20 * number), Latency = TimeSpan.FromMilliseconds(1), Status = 200, Replica = replica,
    };

    private static HttpSample Failing(int number) => Good(number, null) with { Status = 0, Failure = number < 90 ? HttpFailure.Refused : HttpFailure.Timeout };

    private static HttpProbeReport Report(Func<int, HttpSample> sample) => new()
    {
        Url = new Uri("http://web/"), From = "this process", Duration = TimeSpan.FromSeconds(4), Samples = [.. Enumerable.Range(0, 200).Select(sample)],
    };
}
