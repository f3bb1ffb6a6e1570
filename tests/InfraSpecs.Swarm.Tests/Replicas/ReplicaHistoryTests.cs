using static InfraSpecs.Swarm.ReplicaEvent;
using static InfraSpecs.Swarm.Tests.Fakes;

namespace InfraSpecs.Swarm.Tests.Replicas;

public sealed class ReplicaHistoryTests
{
    [Fact]
    public void Each_change_of_what_runs_begins_a_moment()
    {
        var history = Of(Change(-1, "a1", Present, "web.1"), Change(-1, "a2", Present, "web.2"), Change(1, "b1", Started, "web.1", digest: "sha256:bbbbbbbbbb"),
            Change(2, "a1", Stopping, "web.1", detail: "signal 15"), Change(2.5, "a1", Ended, "web.1", detail: "exit code 0"), Change(4, "a2", Ended, "web.2", detail: "exit code 1"));
        history.Moments.Select(it => (it.At, it.For, it.Running.Count)).Should().Equal(
            (Noon, TimeSpan.FromSeconds(1), 2), (At(1), TimeSpan.FromSeconds(1), 3), (At(2), TimeSpan.FromSeconds(2), 2), (At(4), TimeSpan.FromSeconds(6), 1));
        history.Moments[1].ByDigest.Should().Equal(new Dictionary<string, int> { ["sha256:aaaaaaaaaa"] = 2, ["sha256:bbbbbbbbbb"] = 1 });
        history.Least.At.Should().Be(At(4));
        history.Most.At.Should().Be(At(1));
        history.Least.Down.Should().ContainSingle().Which.ToString().Should().Be("web.2 ended on worker01 (exit code 1)");
        history.TimeBelow(2).Should().Be(TimeSpan.FromSeconds(6));
        history.TimeBelow(3).Should().Be(TimeSpan.FromSeconds(9));
        history.ToString().Should().Be("""
            web: 1 to 3 replicas ran, from 12:00:00.000 on for 10.0 s
                0.000 s  2 running (2 x aaaaaaa): the beginning
                1.000 s  3 running (2 x aaaaaaa, 1 x bbbbbbb): web.1 started on worker01
                2.000 s  2 running (1 x aaaaaaa, 1 x bbbbbbb): web.1 was told to stop on worker01 (signal 15)
                4.000 s  1 running (1 x bbbbbbb): web.2 ended on worker01 (exit code 1)
            """);
    }

    [Fact]
    public void What_has_a_health_check_runs_while_it_is_healthy()
    {
        var history = Of(Checked(1, Started), Checked(2, Healthy), Checked(3, Unhealthy), Checked(4, Healthy), Checked(5, Stopping), Checked(6, Healthy), Checked(7, Ended));
        history.Moments.Select(it => (it.At, it.Running.Count)).Should().Equal((Noon, 0), (At(2), 1), (At(3), 0), (At(4), 1), (At(5), 0));
        history.Moments[2].Down.Single().ToString().Should().Be("web.1 became unhealthy on worker01");
        history.Changes[0].ToString().Should().Be("web.1 started and was not healthy yet on worker01");
        history.Moments[^1].Down.Single().Event.Should().Be(Stopping);

        static ReplicaChange Checked(double second, ReplicaEvent what) => Change(second, "a", what, "web.1") with { HasHealthCheck = true };
    }

    [Fact]
    public void What_a_list_says_does_not_undo_what_events_said_before_it()
    {
        Of(Change(-2, "a", Stopping, "web.1"), Change(-1, "a", Present, "web.1")).Least.Running.Should().BeEmpty();
        Of(Change(-2, "a", Started, "web.1"), Change(-1, "a", Present, "web.1")).Moments.Should().ContainSingle().Which.Running.Should().ContainSingle();
    }

    [Fact]
    public void A_node_that_is_lost_takes_its_replicas_along_and_what_is_there_when_it_returns_runs()
    {
        var history = Of(Change(-1, "a", Present, "web.1"), Change(-1, "gone", Ended, "web.2"), Change(1, "a", Lost, "web.1"), Change(1, "gone", Lost, "web.2"), Change(3, "a", Present, "web.1"));
        history.Moments.Select(it => (it.At, it.Running.Count)).Should().Equal((Noon, 1), (At(1), 0), (At(3), 1));
        history.Moments[1].Change!.ToString().Should().Be("web.1 was lost with its node on worker01");
    }

    [Fact]
    public void A_container_that_starts_again_runs_again() =>
        Of(Change(-1, "a", Present, "web.1"), Change(1, "a", Ended, "web.1"), Change(2, "a", Started, "web.1")).Moments.Select(it => it.Running.Count).Should().Equal(1, 0, 1);

    [Fact]
    public void What_happens_after_the_end_is_left_out() =>
        Of(Change(-1, "a", Present, "web.1"), Change(11, "a", Ended, "web.1")).Moments.Should().ContainSingle();

    [Fact]
    public void A_long_history_is_shown_around_its_worst()
    {
        var changes = Enumerable.Range(0, 60).Select(it => Change(it * 0.1, $"c{it}", Started, $"web.{it}")).Append(Change(0.001, "x", Started, "web.x")).Append(Change(9, "c1", Ended, "web.1"));
        var lines = Of([.. changes]).ToString().Split('\n');
        lines.Should().HaveCount(32);
        lines[^1].Should().Be("  32 later moments");
    }

    private static DateTimeOffset At(double second) => Noon.AddSeconds(second);

    private static ReplicaHistory Of(params ReplicaChange[] changes) => ReplicaHistory.Compose("web", Noon, At(10), changes, new UpdatePolicy(), false);

    private static ReplicaChange Change(double second, string container, ReplicaEvent what, string task, string detail = "", string digest = "sha256:aaaaaaaaaa") =>
        new() { At = At(second), Event = what, Task = task, Node = "worker01", ContainerId = container, Image = "web:1", Digest = digest, Detail = detail };
}
