using static InfraSpecs.Swarm.Tests.Fakes;
using Picture = InfraSpecs.Swarm.Placement;

namespace InfraSpecs.Swarm.Tests.Convergence;

public sealed class ConvergenceTests
{
    private static readonly ConvergenceRules Rules = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), AcceptedRollback.None);

    private readonly InfraSpecs.Swarm.Convergence _convergence = new(Rules);

    [Fact]
    public void All_running_is_not_enough_until_it_has_been_so_for_the_window()
    {
        var placed = Placed(2, Task(1, TaskState.Running, since: 10), Task(2, TaskState.Running, "worker02", since: 10));
        NotYet(placed, 10.1).Should().Be("2 of 2 tasks run, the last since 0.1 s of 1.0 s");
        NotYet(placed, 10.99).Should().Contain("1.0 s of 1.0 s");
        Ready(placed, 11);
    }

    [Fact]
    public void The_window_begins_when_the_last_task_ran_by_its_own_clock_but_at_most_half_a_second_ago()
    {
        NotYet(Placed(1, Task(1, TaskState.Running, since: -600)), 0).Should().Contain("since 0.5 s");
        var fast = new InfraSpecs.Swarm.Convergence(Rules);
        ((Probe<Picture>.NotYet)fast.Judge(Placed(1, Task(1, TaskState.Running, since: 900)), Noon)).Why.Should().Contain("since 0.0 s", "a node's clock that is ahead proves nothing");
    }

    [Fact]
    public void A_task_that_was_replaced_resets_the_window_and_is_told()
    {
        NotYet(Placed(1, Task(1, TaskState.Running, since: 0)), 0.2);
        NotYet(Placed(1, Failed(1, 0), Task(1, TaskState.Running, created: 0.6, since: 0.7)), 0.9)
            .Should().Be("1 of 1 tasks run, the last since 0.2 s of 1.0 s, restarted once meanwhile, last because web.1 failed on worker01: task: non-zero exit (1)");
        NotYet(Placed(1, Failed(1, 0), Task(1, TaskState.Running, created: 0.6, since: 0.7)), 1.6);
        Ready(Placed(1, Failed(1, 0), Task(1, TaskState.Running, created: 0.6, since: 0.7)), 1.7);
    }

    [Fact]
    public void A_task_that_is_missing_for_a_moment_resets_the_window()
    {
        NotYet(Placed(1, Task(1, TaskState.Running)), 0.2);
        NotYet(Placed(1, Task(1, TaskState.Failed, desired: TaskState.Ready)), 0.4);
        NotYet(Placed(1, Task(1, TaskState.Running)), 1.1).Should().Contain("since 0.5 s");
    }

    [Fact]
    public void Tasks_from_before_an_update_do_not_count() =>
        NotYet(Placed(2, Task(1, TaskState.Running) with { IsUpToDate = false }, Task(2, TaskState.Running)), 60).Should().Be("1 of 2 tasks run; the managers have not made the others yet");

    [Fact]
    public void Of_two_tasks_in_a_slot_the_one_with_the_lower_desired_state_counts_and_then_the_one_that_is_less_far()
    {
        NotYet(Placed(1, Task(1, TaskState.Running, desired: TaskState.Shutdown), Task(1, TaskState.Preparing, created: 1)), 60).Should().Be("0 of 1 tasks run; web.1 is preparing on worker01");
        NotYet(Placed(1, Task(1, TaskState.Running), Task(1, TaskState.Starting, created: 1)), 60).Should().Be("0 of 1 tasks run; web.1 is starting on worker01");
        NotYet(Placed(1, Task(1, TaskState.Running), Task(1, TaskState.Running, desired: TaskState.Ready, created: 1)), 60).Should().Contain("1 of 1 tasks run");
    }

    [Fact]
    public void Tasks_on_nodes_that_are_down_or_gone_are_ignored()
    {
        var placed = Placed(1, Task(1, TaskState.Running, "worker02"));
        NotYet(placed with { Nodes = new ClusterNodes([Manager, Node("worker02", state: NodeStatus.Down)]) }, 60).Should().StartWith("0 of 1 tasks run");
        NotYet(placed with { Nodes = new ClusterNodes([Manager]) }, 60).Should().StartWith("0 of 1 tasks run");
        NotYet(placed with { Nodes = new ClusterNodes([Manager, Node("worker02", state: NodeStatus.Unknown)]) }, 60).Should().StartWith("1 of 1 tasks run");
    }

    [Fact]
    public void More_tasks_than_are_wanted_are_not_converged() =>
        NotYet(Placed(1, Task(1, TaskState.Running), Task(2, TaskState.Running)), 60).Should().Be("2 of 1 tasks run; 1 more are to be stopped");

    [Fact]
    public void A_task_that_ends_again_and_again_is_given_up_and_told_as_often_as_it_was_seen()
    {
        NotYet(Placed(1, Task(1, TaskState.Starting)), 0);
        NotYet(Placed(1, Failed(1, 0), Failed(1, 0.2), Failed(1, 0.4, desired: TaskState.Ready)), 0.5).Should().Contain("restarted 3 times meanwhile");
        _convergence.Repeat!.Times.Should().Be(3);
        _convergence.GiveUp().Should().BeOfType<Probe<Picture>.Hopeless>().Which.Why.Should().Be("0 of 1 tasks run; web.1 failed on worker01: task: non-zero exit (1), at once and 3 times over");
        NotYet(Placed(1, Failed(1, 0), Failed(1, 0.2), Failed(1, 0.4), Failed(1, 0.6, desired: TaskState.Ready)), 0.8);
    }

    [Fact]
    public void While_the_managers_update_it_they_decide()
    {
        NotYet(Placed(1), 0);
        NotYet(Placed(1, Failed(1, 0), Failed(1, 0.2), Failed(1, 0.4, desired: TaskState.Ready)) with { UpdateState = UpdateState.Updating }, 0.5);
        _convergence.Repeat.Should().BeNull();
    }

    [Fact]
    public void A_reason_is_told_again_with_what_is_known_of_its_tasks_and_another_one_stays()
    {
        var rejected = Failed(1, 0, TaskState.Rejected, error: "No such image: x");
        var placed = Placed(1, rejected, Failed(1, 1, TaskState.Rejected, TaskState.Ready, error: "No such image: x"));
        var why = Hopeless(placed, 2);
        var told = placed with { Tasks = [.. placed.Tasks.Select(it => it with { Told = "pulling x failed: x509" })] };
        _convergence.Retell("the managers cannot be asked", told).Should().Be("the managers cannot be asked");
        _convergence.Retell(why, told).Should().Be("web.1 was rejected on worker01: pulling x failed: x509, as the one before it");
    }

    [Fact]
    public void A_health_check_that_no_engine_runs_is_hopeless()
    {
        var placed = Placed(1, Task(1, TaskState.Starting)) with { HealthTest = ["wget", "-q"] };
        Hopeless(placed, 0).Should().Be(
            "0 of 1 tasks run; web.1 is starting on worker01: its health check is the list [wget, -q], which begins with wget and not with CMD or CMD-SHELL, so that the engine never runs it");
        NotYet(placed with { HealthTest = ["CMD", "wget"] }, 0);
        NotYet(placed with { HealthTest = [""] }, 0);
    }

    [Fact]
    public void None_wanted_and_none_running_converges()
    {
        NotYet(Placed(0), 0);
        Ready(Placed(0), 1);
    }

    [Theory]
    [InlineData(UpdateState.Paused, "paused")]
    [InlineData(UpdateState.RollbackPaused, "rollback_paused")]
    public void A_paused_update_is_hopeless_and_quotes_its_message_and_the_last_failure(UpdateState state, string word) =>
        Hopeless(Placed(1, Failed(1, 5)) with { UpdateState = state, UpdateMessage = "update paused due to failure" }, 6)
            .Should().Be($"its update is {word}: update paused due to failure; web.1 failed on worker01: task: non-zero exit (1)");

    [Theory]
    [InlineData(UpdateState.RollingBack, "rollback_started")]
    [InlineData(UpdateState.RolledBack, "rollback_completed")]
    public void An_update_that_was_taken_back_is_hopeless_unless_that_was_asked_for(UpdateState state, string word)
    {
        var placed = Placed(1, Task(1, TaskState.Running)) with { UpdateState = state, UpdateMessage = "because" };
        Hopeless(placed, 6).Should().Be($"the update failed and is taken back, its update is {word}: because");
        Accepting(AcceptedRollback.Any).Should().BeOfType<Probe<Picture>.NotYet>();
        Accepting(AcceptedRollback.Requested).Should().BeOfType<Probe<Picture>.NotYet>();
        placed = placed with { IsRolledBackByItself = true };
        Accepting(AcceptedRollback.Any).Should().BeOfType<Probe<Picture>.NotYet>();
        Accepting(AcceptedRollback.Requested).Should().BeOfType<Probe<Picture>.Hopeless>();

        Probe<Picture> Accepting(AcceptedRollback rollback) => new InfraSpecs.Swarm.Convergence(Rules with { Rollback = rollback }).Judge(placed, Noon);
    }

    [Fact]
    public void Two_rejections_in_a_row_are_hopeless_also_while_the_third_is_being_made_and_one_is_not()
    {
        const string error = "No such image: example/x:1";
        var first = Failed(1, 0, TaskState.Rejected, error: error);
        NotYet(Placed(1, first, Task(1, TaskState.Preparing, created: 1)), 1).Should().Be("0 of 1 tasks run, restarted once meanwhile; web.1 was rejected on worker01: No such image: example/x:1".Replace(", restarted once meanwhile", ""));
        var second = Failed(1, 1, TaskState.Rejected, TaskState.Ready, "worker02", error);
        Hopeless(Placed(1, first, second), 2).Should().Be("web.1 was rejected on worker02: No such image: example/x:1, as the one before it");
        Hopeless(Placed(1, first, second with { DesiredState = TaskState.Shutdown }, Task(1, TaskState.Preparing, created: 2)), 2).Should().StartWith("web.1 was rejected on worker02");
        NotYet(Placed(1, first, second with { DesiredState = TaskState.Shutdown }, Task(1, TaskState.Starting, created: 2)), 2).Should().StartWith("0 of 1");
    }

    [Theory]
    [InlineData(TaskState.Failed, "web.1 failed on worker01: task: non-zero exit (1)")]
    [InlineData(TaskState.Rejected, "web.1 was rejected on worker01: task: non-zero exit (1)")]
    [InlineData(TaskState.Complete, "web.1 ended on worker01 with exit code 0")]
    public void A_task_that_ended_and_has_no_successor_is_hopeless(TaskState state, string sentence) =>
        Hopeless(Placed(2, Failed(1, 0, state), Task(2, TaskState.Running)), 1).Should().Be($"1 of 2 tasks run; {sentence}, and is not started again");

    [Fact]
    public void A_task_that_ended_in_a_slot_that_is_no_longer_wanted_does_not_matter()
    {
        var placed = Placed(1, Task(1, TaskState.Running), Failed(2, 0));
        NotYet(placed, 0);
        Ready(placed, 1);
    }

    [Fact]
    public void A_task_without_a_node_is_hopeless_once_it_has_been_so_for_a_while()
    {
        var placed = Placed(1, Nowhere(1));
        NotYet(placed, 0).Should().Be("0 of 1 tasks run; web.1 is pending: no suitable node (insufficient resources on 3 nodes)");
        NotYet(placed, 2.9);
        Hopeless(placed, 3).Should().Be("0 of 1 tasks run; web.1 is pending: no suitable node (insufficient resources on 3 nodes)");
    }

    [Fact]
    public void A_task_without_a_node_may_still_get_one_while_a_node_is_away_another_task_leaves_or_others_start()
    {
        NotYet(Placed(1, Nowhere(1)), 0);
        NotYet(Placed(1, Nowhere(1)) with { Nodes = new ClusterNodes([Manager, Node("worker01", state: NodeStatus.Down)]) }, 4).Should()
            .Be("0 of 1 tasks run; web.1 is pending: no suitable node (insufficient resources on 3 nodes); worker01: worker, down");
        NotYet(Placed(1, Nowhere(1), Task(1, TaskState.Running, desired: TaskState.Shutdown, created: -1)), 8);
        NotYet(Placed(3, Nowhere(1), Task(2, TaskState.Running)), 10);
        NotYet(Placed(3, Nowhere(1), Task(2, TaskState.Running), Task(3, TaskState.Running)), 12.9);
        NotYet(Placed(3, Nowhere(1), Task(2, TaskState.Running), Task(3, TaskState.Running)), 15);
        Hopeless(Placed(3, Nowhere(1), Task(2, TaskState.Running), Task(3, TaskState.Running)), 16);
        var patient = new InfraSpecs.Swarm.Convergence(Rules with { UnplaceableFor = Timeout.InfiniteTimeSpan });
        patient.Judge(Placed(1, Nowhere(1)), Noon).Should().BeOfType<Probe<Picture>.NotYet>();
        patient.Judge(Placed(1, Nowhere(1)), Noon.AddHours(1)).Should().BeOfType<Probe<Picture>.NotYet>();
    }

    [Fact]
    public void A_task_that_the_leader_has_no_address_for_is_hopeless_after_a_while_too()
    {
        var placed = Placed(1, Task(1, TaskState.New, "") with { Told = "network tiny has no free address" });
        NotYet(Placed(1, Task(1, TaskState.New, "")), 0).Should().Be("0 of 1 tasks run; web.1 is new");
        NotYet(placed, 1);
        Hopeless(placed, 4).Should().Be("0 of 1 tasks run; web.1 is new: network tiny has no free address");
    }

    [Fact]
    public void A_global_service_that_no_node_suits_is_hopeless_after_a_while()
    {
        var placed = Placed(0) with { Mode = ServiceMode.Global, Constraints = ["node.role==nobody"] };
        NotYet(placed, 0);
        Hopeless(placed, 3).Should().Be("0 of 0 tasks run; no active node meets its constraints (node.role==nobody)");
    }

    [Fact]
    public void A_global_service_converges_when_each_chosen_node_has_its_task()
    {
        var placed = Placed(2, Task(null, TaskState.Running), Task(null, TaskState.Running, "worker02")) with { Mode = ServiceMode.Global };
        NotYet(placed, 0);
        Ready(placed, 1);
    }

    [Fact]
    public void A_job_converges_when_so_many_of_this_run_have_completed()
    {
        var job = Placed(2, Done(0), Done(1) with { IsOfThisRun = false }) with { Mode = ServiceMode.ReplicatedJob };
        NotYet(job, 0).Should().Be("1 of 2 tasks completed; the managers have not made the others yet");
        Ready(job with { Tasks = [Done(0), Done(1)] }, 0);
    }

    [Fact]
    public void A_job_whose_failures_exceed_its_restarts_is_hopeless_and_one_without_a_limit_goes_on()
    {
        var job = Placed(1, Failed(0, 0), Task(0, TaskState.Starting, desired: TaskState.Complete, created: 1)) with { Mode = ServiceMode.ReplicatedJob };
        NotYet(job, 0).Should().Be("0 of 1 tasks completed; web.0 failed on worker01: task: non-zero exit (1)");
        var strict = new InfraSpecs.Swarm.Convergence(Rules with { JobRetries = 0 });
        ((Probe<Picture>.Hopeless)strict.Judge(job, Noon)).Why.Should().Be("0 of 1 tasks completed; web.0 failed on worker01: task: non-zero exit (1), and its restarts allow no more");
    }

    private static TaskFacts Done(int slot) => Task(slot, TaskState.Complete, desired: TaskState.Complete);

    private static TaskFacts Nowhere(int slot) => Task(slot, TaskState.Pending, "", error: "no suitable node (insufficient resources on 3 nodes)");

    private string NotYet(Picture seen, double second) => _convergence.Judge(seen, Noon.AddSeconds(second)).Should().BeOfType<Probe<Picture>.NotYet>().Which.Why;

    private void Ready(Picture seen, double second) => _convergence.Judge(seen, Noon.AddSeconds(second)).Should().BeOfType<Probe<Picture>.Ready>().Which.Value.Should().BeSameAs(seen);

    private string Hopeless(Picture seen, double second) => _convergence.Judge(seen, Noon.AddSeconds(second)).Should().BeOfType<Probe<Picture>.Hopeless>().Which.Why;
}
