using Docker.DotNet.Models;
using static InfraSpecs.Swarm.Tests.Fakes;

namespace InfraSpecs.Swarm.Tests.Updates;

public sealed class UpdateReportTests
{
    private static readonly TaskFacts Good = Task(1, TaskState.Running, created: -60) with { Image = "web:1" };
    private static readonly TaskFacts Bad = Failed(1, 2) with { Image = "web:2", Digest = "sha256:2222222222", IsUpToDate = false };

    [Fact]
    public void An_update_names_the_image_that_it_brings_and_the_one_that_it_replaces()
    {
        var report = UpdateReader.Compose(Service("updating", "web:2@sha256:2222222222", "web:1@sha256:1111111111"), Placed(1, Good));
        (report.State, report.IsRolledBackByItself, report.Image, report.Digest, report.ReplacedImage, report.ReplacedDigest)
            .Should().Be((UpdateState.Updating, false, "web:2", "sha256:2222222222", "web:1", "sha256:1111111111"));
        (report.StartedAt, report.CompletedAt, report.Why).Should().Be((Noon, null, null));
    }

    [Fact]
    public void A_rollback_that_left_no_former_specification_was_the_managers_own_and_its_tasks_tell_what_was_taken_back()
    {
        var report = UpdateReader.Compose(Service("rollback_completed", "web:1@sha256:1111111111", null, completed: 4), Placed(1, Good, Bad));
        report.Should().Match<UpdateReport>(it => it.State == UpdateState.RolledBack && it.IsRolledBackByItself && it.ReplacedImage == "web:2" && it.ReplacedDigest == "sha256:2222222222");
        report.ToString().Should().Be("""
            web: it was rolled back by itself after 4.0 s: message of rollback_completed
              now web:1@sha256:1111111111
              before web:2@sha256:2222222222
              because web.1 failed on worker01: task: non-zero exit (1)
            web: 1 of 1 running
              manager  (leader)  -
              worker01 (worker)  web.1
              worker02 (worker)  -
            failed tasks, the latest first:
              12:00:02.000 web.1  worker01  failed  task: non-zero exit (1)  (outdated)
            """);
    }

    [Theory]
    [InlineData("completed", null, UpdateState.RolledBack, true)]
    [InlineData("completed", "web:1", UpdateState.Completed, false)]
    [InlineData("updating", null, UpdateState.Updating, false)]
    public void A_rollback_that_the_managers_call_a_completed_update_is_known_by_what_it_left(string state, string? previous, UpdateState expected, bool byItself)
    {
        var service = Service(state, "web:1", previous);
        UpdateReader.Compose(service, Placed(1, Good)).Should().Match<UpdateReport>(it => it.State == expected && it.IsRolledBackByItself == byItself);
        PlacementReader.Compose(service, [], null, new ClusterNodes([Manager]), Noon).UpdateState.Should().Be(expected);
    }

    [Fact]
    public void A_rollback_that_was_asked_for_keeps_what_it_took_back() =>
        UpdateReader.Compose(Service("rollback_started", "web:1", "web:2"), Placed(1, Good)).Should()
            .Match<UpdateReport>(it => it.State == UpdateState.RollingBack && !it.IsRolledBackByItself && it.ReplacedImage == "web:2" && it.Digest == null
                && it.Outcome == "it is rolled back by hand");

    [Fact]
    public void Failures_are_those_of_tasks_made_since_it_began_and_one_that_ended_well_although_it_was_to_run_is_among_them()
    {
        var unwell = Failed(1, 3, TaskState.Complete, error: "");
        var report = UpdateReader.Compose(Service("paused", "web:2", "web:1"), Placed(1, Failed(1, -9), Bad, unwell));
        report.Failed.Should().Equal(unwell, Bad);
        report.Why.Should().Be("web.1 ended on worker01 with exit code 0");
        var sick = report with { Troubles = [new TaskTrouble { TaskId = "t", Task = "web.1", Node = "worker01", Health = TaskHealth.Unhealthy, FailingChecks = 2,
            LastCheck = new ExecOutcome(3, "no database", "") }] };
        sick.Why.Should().Be("the health check of web.1 fails on worker01 with exit code 3: no database");
    }

    [Fact]
    public void A_service_that_was_never_updated_has_no_update() =>
        UpdateReader.Compose(new SwarmService { ID = "s", Spec = SpecOf("web:1") }, Placed(1, Good, Failed(1, -3))).Should()
            .Match<UpdateReport>(it => it.State == UpdateState.None && it.Failed.Count == 0 && it.ReplacedImage == null && it.StartedAt == null && it.Outcome == "it was not updated");

    [Theory]
    [InlineData(null, 1, UpdateOrder.StopFirst)]
    [InlineData("start-first", 3, UpdateOrder.StartFirst)]
    public void A_policy_is_read_from_a_specification_and_none_is_the_engines(string? order, int parallelism, UpdateOrder expected)
    {
        var policy = UpdatePolicy.Read(order is null ? null : new SwarmUpdateConfig { Order = order, Parallelism = (ulong)parallelism, FailureAction = "rollback",
            Delay = TimeSpan.FromSeconds(2), Monitor = TimeSpan.FromSeconds(3) });
        (policy.Order, policy.Parallelism).Should().Be((expected, parallelism));
        (policy == new UpdatePolicy()).Should().Be(order is null);
    }

    private static SwarmService Service(string state, string image, string? previous, double? completed = null) => new()
    {
        ID = "s",
        Spec = SpecOf(image),
        PreviousSpec = previous is null ? null : SpecOf(previous),
        UpdateStatus = new UpdateStatus
        {
            State = state, Message = $"message of {state}", StartedAt = Noon.UtcDateTime, CompletedAt = completed is { } after ? Noon.AddSeconds(after).UtcDateTime : null,
        },
    };

    private static ServiceSpec SpecOf(string image) => new() { Name = "web", TaskTemplate = new TaskSpec { ContainerSpec = new ContainerSpec { Image = image } } };
}
