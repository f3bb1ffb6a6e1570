using static InfraSpecs.Swarm.Tests.Fakes;
using Picture = InfraSpecs.Swarm.Placement;

namespace InfraSpecs.Swarm.Tests.Convergence;

public sealed class UpdateJudgeTests
{
    private const string NothingReplaced = "no task had to be replaced, so that there was no update; WaitUntilConvergedAsync waits for a service that was only scaled or labelled";

    private static readonly ConvergenceRules Rules = new(TimeSpan.Zero, TimeSpan.FromSeconds(3), AcceptedRollback.None);
    private static readonly Picture Runs = Placed(1, Task(1, TaskState.Running));

    [Fact]
    public void An_update_is_over_when_the_managers_say_so_and_no_old_task_runs()
    {
        Judge(Goal.Updated, Runs with { UpdateState = UpdateState.Updating }).Should().BeOfType<Probe<Picture>.NotYet>()
            .Which.Why.Should().Contain("they watch the last ones for UpdatePolicy.Monitor");
        Judge(Goal.Updated, Runs with { UpdateState = UpdateState.Completed }).Should().BeOfType<Probe<Picture>.Ready>();
        var leaving = Placed(1, Task(1, TaskState.Running), Task(1, TaskState.Running, "worker02", TaskState.Shutdown, -9) with { IsUpToDate = false }) with { UpdateState = UpdateState.Completed };
        Judge(Goal.Updated, leaving).Should().BeOfType<Probe<Picture>.NotYet>().Which.Why.Should().Be("web.1 from before runs on worker02 until it has stopped");
        Judge(Goal.Updated, leaving with { Nodes = new ClusterNodes([Manager, Worker1, Node("worker02", state: NodeStatus.Down)]) }).Should().BeOfType<Probe<Picture>.Ready>();
    }

    [Fact]
    public void An_update_that_fails_or_is_none_is_not_waited_for()
    {
        Judge(Goal.Updated, Runs).Should().BeOfType<Probe<Picture>.Hopeless>().Which.Why.Should().Be(NothingReplaced);
        Judge(Goal.Updated, Placed(1, Task(1, TaskState.Starting))).Should().BeOfType<Probe<Picture>.NotYet>();
        Judge(Goal.Updated, Runs with { UpdateState = UpdateState.RolledBack, UpdateMessage = "m" }).Should().BeOfType<Probe<Picture>.Hopeless>()
            .Which.Why.Should().Be("the update failed and is taken back, its update is rollback_completed: m");
        Judge(Goal.Updated, Runs with { UpdateState = UpdateState.RolledBack }, meant: true).Should().BeOfType<Probe<Picture>.Ready>();
    }

    [Theory]
    [InlineData(UpdateState.Completed, "its update went through: m")]
    [InlineData(UpdateState.Paused, "its update is paused, for that is its FailureAction: m; web.2 failed on worker01: task: non-zero exit (1)")]
    [InlineData(UpdateState.RollbackPaused, "its rollback is paused: m; web.2 failed on worker01: task: non-zero exit (1)")]
    public void A_rollback_that_will_not_come_is_not_waited_for(UpdateState state, string why) =>
        Judge(Goal.RolledBack, Placed(1, Task(1, TaskState.Running), Failed(2, 1)) with { UpdateState = state, UpdateMessage = "m" }).Should().BeOfType<Probe<Picture>.Hopeless>()
            .Which.Why.Should().Be(why);

    [Fact]
    public void A_rollback_is_waited_for_over_failures_that_would_end_other_waits()
    {
        var twice = Placed(1, Failed(1, 1, TaskState.Rejected), Failed(1, 2, TaskState.Rejected, TaskState.Ready, error: "No such image: x"));
        Judge(Goal.Updated, twice with { UpdateState = UpdateState.Updating }).Should().BeOfType<Probe<Picture>.Hopeless>();
        NotYet(twice).Should().Be("the managers have not begun with the update yet");
        NotYet(twice with { UpdateState = UpdateState.Updating }).Should().Be("its update goes on, and has not failed often enough: 2 tasks failed; web.1 was rejected on worker01: No such image: x");
        NotYet(Runs with { UpdateState = UpdateState.RollingBack, UpdateMessage = "m" }).Should().Be("it is being rolled back: m; 1 of 1 tasks run as before");
        NotYet(Placed(2, Task(1, TaskState.Running)) with { UpdateState = UpdateState.RolledBack }).Should().StartWith("1 of 2 tasks run");
        Judge(Goal.RolledBack, Runs).Should().BeOfType<Probe<Picture>.Hopeless>().Which.Why.Should().Be(NothingReplaced);
        Judge(Goal.RolledBack, Runs with { UpdateState = UpdateState.RolledBack }).Should().BeOfType<Probe<Picture>.Ready>();

        static string NotYet(Picture seen) => Judge(Goal.RolledBack, seen).Should().BeOfType<Probe<Picture>.NotYet>().Which.Why;
    }

    [Fact]
    public void A_failure_says_which_wait_it_was_and_what_to_look_at()
    {
        ServiceException.NotConverged("web", Goal.Updated, "why", TimeSpan.FromSeconds(6), TimeSpan.Zero, null).Message.Should().Be("""
            Service "web" did not finish its update within 6 s: why.
              No manager could be asked.
              What to do: mend the cause, or raise ServiceOptions.ConvergeWithin if it only needs longer. The caller's token was not cancelled.
            """);
        ServiceException.NotConverged("web", Goal.RolledBack, "why", null, TimeSpan.Zero, null).Message.Should().Be("""
            Service "web" cannot roll back by itself: why.
              No manager could be asked.
              What to do: see that ServiceOptions.Update has the FailureAction Rollback and a Monitor that is longer than the bad task takes to fail, and that the update is bad.
            """);
    }

    private static Probe<Picture> Judge(Goal goal, Picture seen, bool meant = false) =>
        new InfraSpecs.Swarm.Convergence(Rules with { Goal = goal, Rollback = meant || goal == Goal.RolledBack ? AcceptedRollback.Any : AcceptedRollback.None }).Judge(seen, Noon);
}
