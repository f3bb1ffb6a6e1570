using InfraSpecs.Swarm;
using Xunit.Sdk;
using static InfraSpecs.Assertions.Tests.Snapshots;
using static InfraSpecs.Swarm.ReplicaEvent;
using static InfraSpecs.Testing.AssertionText;

namespace InfraSpecs.Assertions.Tests.Swarm;

public sealed class ReplicaHistoryAssertionsTests
{
    private const string NoCheck = " Its tasks have no health check: with one, a new task counts, and an old one stops, only once the new one is well.";

    private static readonly ReplicaChange One = new() { At = Noon, Event = Present, Task = "web.1", Node = "worker01", ContainerId = "a1", Image = "web:1", Digest = "sha256:aaaaaaaaaa" };
    private static readonly ReplicaChange Two = One with { Task = "web.2", Node = "worker02", ContainerId = "a2" };
    private static readonly ReplicaChange Gone = Two with { At = Noon.AddSeconds(1.5), Event = Stopping, Detail = "signal 15" };

    private static readonly ReplicaHistory Dip = new()
    {
        Service = "web", BeganAt = Noon, EndedAt = Noon.AddSeconds(4), Changes = [One, Two, Gone], Policy = new UpdatePolicy(),
        Moments = [new() { At = Noon, For = TimeSpan.FromSeconds(1.5), Running = [One, Two], Down = [], Change = null },
            new() { At = Gone.At, For = TimeSpan.FromSeconds(2.5), Running = [One], Down = [Gone], Change = Gone }],
    };

    [Fact]
    public void Claims_that_hold_pass() => Dip.Should().NeverHaveHadFewerThan(1).And.NeverHaveHadMoreThan(2);

    [Fact]
    public void NeverHaveHadFewerThan_names_the_moment_what_was_down_and_what_to_do() =>
        Fails(() => Dip.Should().NeverHaveHadFewerThan(2, "two are {0}", "needed"), $"""
            Expected Dip of "web" never to have had fewer than 2 running replicas because two are needed, but it had 1 at 12:00:01.500, 1.500 s after the watch began, and fewer than 2 for 2.500 s; by then web.2 was told to stop on worker02 (signal 15).
              What to do: ServiceOptions.Update stops 1 at a time before others start (stop-first): set its Order to StartFirst, or run 3 replicas.{NoCheck}

            With history:
            web: 1 to 2 replicas ran, from 12:00:00.000 on for 4.0 s
                0.000 s  2 running (2 x aaaaaaa): the beginning
                1.500 s  1 running (1 x aaaaaaa): web.2 was told to stop on worker02 (signal 15)
            """);

    [Fact]
    public void The_advice_goes_by_the_policy_and_by_what_happened()
    {
        Advice(Dip with { Policy = new UpdatePolicy { Parallelism = 0 } }).Should().Be($"ServiceOptions.Update stops all tasks at once (Parallelism 0, stop-first): set its Order to StartFirst, or its Parallelism to 1.{NoCheck}");
        Advice(Dip with { IsRollback = true }).Should().StartWith("ServiceOptions.Rollback stops 1 at a time before others start (stop-first)");
        Advice(Dip with { Policy = new UpdatePolicy { Order = UpdateOrder.StartFirst }, Changes = [One with { HasHealthCheck = true }] })
            .Should().Be("ServiceOptions.Update says start-first already; see why the service was scaled down, or its tasks stopped from elsewhere.");
        Advice(Dip with { Policy = new UpdatePolicy { Order = UpdateOrder.StartFirst } })
            .Should().Be("set ServiceOptions.HealthCheck. Without one a new task counts as soon as its process starts, and an old one is stopped for it, even if the new one ends a moment later.");
        Advice(With(Gone with { Event = Lost, Detail = "" })).Should().Be("worker02 was lost; run more than 2 replicas, on more nodes, so that the others are enough.");
        Advice(With(Gone with { Event = Ended, Detail = "exit code 1" })).Should().Be($"look at the output of web.2, which nobody told to stop.{NoCheck}");
        var early = Dip with { Moments = [new() { At = Noon, For = TimeSpan.FromSeconds(4), Running = [One], Down = [], Change = null }] };
        Advice(early).Should().Be("wait until the service has converged before the watch begins, with 2 replicas or more.");
        early.Invoking(it => it.Should().NeverHaveHadFewerThan(2)).Should().Throw<XunitException>().Which.Message.Should()
            .StartWith("Expected it of \"web\" never to have had fewer than 2 running replicas, but it had 1 when the watch began, and fewer than 2 for 4.000 s.\n");

        static ReplicaHistory With(ReplicaChange change) => Dip with { Moments = [new() { At = change.At, For = TimeSpan.FromSeconds(2.5), Running = [One], Down = [change], Change = change }] };

        static string Advice(ReplicaHistory history)
        {
            var text = history.Invoking(it => it.Should().NeverHaveHadFewerThan(2)).Should().Throw<XunitException>().Which.Message;
            return text.Split('\n')[1].Replace("  What to do: ", "");
        }
    }

    [Fact]
    public void NeverHaveHadMoreThan_names_the_moment_and_the_replicas() =>
        Fails(() => Dip.Should().NeverHaveHadMoreThan(1), """
            Expected Dip of "web" never to have had more than 1 running replicas, but it had 2 when the watch began: web.1 on worker01, web.2 on worker02.

            With history:
            web: 1 to 2 replicas ran, from 12:00:00.000 on for 4.0 s
                0.000 s  2 running (2 x aaaaaaa): the beginning
                1.500 s  1 running (1 x aaaaaaa): web.2 was told to stop on worker02 (signal 15)
            """);

    [Fact]
    public void No_claim_holds_where_nothing_ever_ran()
    {
        var nothing = Dip with { Changes = [], Moments = [new() { At = Noon, For = TimeSpan.FromSeconds(4), Running = [], Down = [], Change = null }] };
        Fails(() => nothing.Should().NeverHaveHadMoreThan(3), """
            Expected nothing of "web" never to have had more than 3 running replicas, but none ever ran, which proves nothing.

            With history:
            web: 0 to 0 replicas ran, from 12:00:00.000 on for 4.0 s
                0.000 s  0 running: the beginning
            """);
        nothing.Invoking(it => it.Should().NeverHaveHadFewerThan(1)).Should().Throw<XunitException>();
        nothing.Invoking(it => it.Should().NeverHaveHadFewerThan(0)).Should().Throw<ArgumentOutOfRangeException>();
        nothing.Invoking(it => it.Should().NeverHaveHadMoreThan(0)).Should().Throw<ArgumentOutOfRangeException>();
    }
}
