using static InfraSpecs.Swarm.Tests.Fakes;
using Picture = InfraSpecs.Swarm.Placement;

namespace InfraSpecs.Swarm.Tests.Convergence;

/// <summary>How long tasks must have run, where the options do not say.</summary>
public sealed class StabilityTests
{
    private readonly InfraSpecs.Swarm.Convergence _convergence = new(new ConvergenceRules(null, TimeSpan.FromSeconds(3), AcceptedRollback.None));

    [Fact]
    public void Tasks_without_a_health_check_must_run_as_long_as_the_docker_CLI_wants()
    {
        var placed = Placed(1, Task(1, TaskState.Running, since: 10));
        NotYet(placed, 10).Should().Be("1 of 1 tasks run, the last since 0.0 s of 5.0 s");
        NotYet(placed, 14.9);
        Ready(placed, 15);
    }

    [Fact]
    public void Tasks_that_are_known_to_be_well_need_a_second()
    {
        var placed = Placed(1, Task(1, TaskState.Running, since: 10)) with { HasHealthCheck = true };
        NotYet(placed, 10).Should().EndWith("0.0 s of 1.0 s");
        Ready(placed, 11);
    }

    [Fact]
    public void A_health_check_that_is_turned_off_is_none() =>
        NotYet(Placed(1, Task(1, TaskState.Running, since: 10)) with { HasHealthCheck = false }, 11).Should().EndWith("1.0 s of 5.0 s");

    [Fact]
    public void Tasks_that_have_run_long_are_watched_for_half_a_second()
    {
        var placed = Placed(1, Task(1, TaskState.Running, since: -600));
        NotYet(placed, 0).Should().EndWith("4.5 s of 5.0 s");
        Ready(placed, 0.5);
    }

    [Fact]
    public void The_managers_clock_is_believed_before_a_nodes()
    {
        NotYet(Placed(1, Task(1, TaskState.Running, since: -600) with { ToldAt = Noon.AddSeconds(-1) }), 0).Should().EndWith("1.0 s of 5.0 s");
        NotYet(Placed(1, Task(1, TaskState.Running, since: 600, created: 1) with { ToldAt = Noon.AddSeconds(-1) }), 0).Should().EndWith("1.0 s of 5.0 s");
    }

    [Fact]
    public void What_ended_by_itself_must_be_outlived()
    {
        NotYet(Placed(1, Task(1, TaskState.Running, since: 0)), 0);
        Ready(Placed(1, Task(1, TaskState.Running, since: 0)), 5);
        var ended = Ended(1, made: 0, at: 6);
        NotYet(Placed(1, ended, Task(1, TaskState.Running, created: 6, since: 6.5)), 12.1)
            .Should().Be("1 of 1 tasks run, the last since 5.6 s of 11.0 s because one before web.1 ended by itself after 6.0 s, restarted once meanwhile, last because web.1 failed on worker01: task: non-zero exit (1)");
        Ready(Placed(1, ended, Task(1, TaskState.Running, created: 6, since: 6.5)), 17.5);
    }

    [Fact]
    public void The_time_before_a_task_ran_is_not_counted_where_it_was_seen()
    {
        NotYet(Placed(1, Task(1, TaskState.Preparing)), 20);
        var ended = Ended(1, made: 0, at: 22);
        NotYet(Placed(1, ended, Task(1, TaskState.Running, created: 22, since: 23)), 23).Should().Contain("0.0 s of 7.0 s because one before web.1 ended by itself after 2.0 s");
    }

    [Fact]
    public void One_that_was_not_seen_counts_from_when_it_was_made_and_half_a_minute_is_enough()
    {
        NotYet(Placed(1, Ended(1, made: -9, at: 0), Task(1, TaskState.Running, since: 1)), 1).Should().Contain("0.0 s of 14.0 s because one before web.1 ended by itself after 9.0 s");
        NotYet(Placed(1, Ended(1, made: -900, at: 0), Task(1, TaskState.Running, since: 1, created: 1)), 1).Should().Contain("0.0 s of 30.0 s because one before web.1 ended by itself after 900.0 s");
    }

    [Fact]
    public void Only_the_same_slot_of_the_service_as_it_is_now_counts()
    {
        var others = new[] { Ended(2, -9, 0), Ended(1, -9, 0) with { IsUpToDate = false }, Failed(1, -9, TaskState.Rejected) with { Since = Noon },
            Task(1, TaskState.Shutdown, desired: TaskState.Shutdown, created: -9) };
        NotYet(Placed(1, [.. others, Task(1, TaskState.Running, since: 1)]), 1).Should().EndWith("0.0 s of 5.0 s");
    }

    [Fact]
    public void One_of_ten_that_flaps_holds_all_up()
    {
        var others = Enumerable.Range(2, 9).Select(it => Task(it, TaskState.Running, since: 0)).ToArray();
        for (var second = 0; second < 40; second += 4)
        {
            NotYet(Placed(10, [Task(1, TaskState.Running, created: second, since: second), .. others]), second);
            NotYet(Placed(10, [Task(1, TaskState.Running, created: second, since: second), .. others]), second + 2.9);
            NotYet(Placed(10, [Ended(1, second, second + 3), Task(1, TaskState.Ready, created: second + 3), .. others]), second + 3).Should().StartWith("9 of 10 tasks run");
        }
    }

    [Fact]
    public void One_that_ends_with_exit_code_0_and_is_started_again_flaps_too() =>
        NotYet(Placed(1, Ended(1, -9, 0, TaskState.Complete), Task(1, TaskState.Running, since: 1)), 1).Should().Contain("because one before web.1 ended by itself after 9.0 s");

    [Fact]
    public void A_time_that_is_said_holds_whatever_happened_before()
    {
        var said = new InfraSpecs.Swarm.Convergence(new ConvergenceRules(TimeSpan.Zero, TimeSpan.FromSeconds(3)));
        said.Judge(Placed(1, Ended(1, -9, 0), Task(1, TaskState.Running, since: 1)), Noon.AddSeconds(1)).Should().BeOfType<Probe<Picture>.Ready>();
    }

    [Fact]
    public void Where_nothing_shall_run_nothing_can_end() => Ready(Placed(0), 0);

    private static TaskFacts Ended(int slot, double made, double at, TaskState state = TaskState.Failed) => Failed(slot, made, state) with { Since = Noon.AddSeconds(at) };

    private string NotYet(Picture seen, double second) => _convergence.Judge(seen, Noon.AddSeconds(second)).Should().BeOfType<Probe<Picture>.NotYet>().Which.Why;

    private void Ready(Picture seen, double second) => _convergence.Judge(seen, Noon.AddSeconds(second)).Should().BeOfType<Probe<Picture>.Ready>();
}
