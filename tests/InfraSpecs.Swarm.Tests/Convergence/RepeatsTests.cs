using static InfraSpecs.Swarm.Tests.Fakes;

namespace InfraSpecs.Swarm.Tests.Convergence;

public sealed class RepeatsTests
{
    private readonly Repeats _repeats = new(it => TimeSpan.FromSeconds(it.Node == "worker02" ? 5 : 0.1));

    [Fact]
    public void Three_times_over_and_alike_is_a_repeat()
    {
        See(0, Task(1, TaskState.Starting)).Should().BeNull();
        See(1, Failed(1, 0), Failed(1, 1)).Should().BeNull();
        See(2, Failed(1, 0), Failed(1, 1), Failed(1, 2)).Should().BeEquivalentTo(new { Times = 3, For = TimeSpan.Zero, IsForGood = false });
        See(9, Failed(1, 1), Failed(1, 2), Failed(1, 3), Task(1, TaskState.Ready, created: 4)).Should()
            .BeEquivalentTo(new { Times = 4, For = TimeSpan.FromSeconds(7) }, "the managers forget the first");
    }

    [Fact]
    public void What_ended_before_it_was_waited_for_does_not_count()
    {
        See(0, Failed(1, -3), Failed(1, -2), Failed(1, -1)).Should().BeNull();
        See(1, Failed(1, -3), Failed(1, -2), Failed(1, -1), Failed(1, 0)).Should().BeNull();
    }

    [Fact]
    public void Another_error_another_life_and_a_task_that_runs_on_are_no_repeat()
    {
        See(0);
        See(1, Failed(1, 0), Failed(1, 1, error: "task: non-zero exit (2)"), Failed(1, 2)).Should().BeNull();
        See(1, Failed(1, 0), Failed(1, 1, node: "worker02"), Failed(1, 2)).Should().BeNull("one lived for 5 s");
        See(9, Failed(1, 0), Failed(1, 1), Failed(1, 2), Task(1, TaskState.Running, created: 3, since: 4)).Should().BeNull("it may have got what it waited for");
        See(9, Failed(1, 0), Failed(1, 1), Failed(1, 2) with { IsUpToDate = false }).Should().BeNull();
        See(9, Failed(1, 0), Failed(2, 1), Failed(3, 2)).Should().BeNull("each place has its own");
    }

    [Theory]
    [InlineData(TaskState.Complete, null, "", true)]
    [InlineData(TaskState.Failed, 127L, "task: non-zero exit (127)", true)]
    [InlineData(TaskState.Failed, 126L, "task: non-zero exit (126)", true)]
    [InlineData(TaskState.Failed, null, "runc create failed: unable to start container process: exec: \"/x\"", true)]
    [InlineData(TaskState.Failed, 1L, "task: non-zero exit (1)", false)]
    public void What_nothing_mends_is_for_good(TaskState state, long? code, string error, bool forGood)
    {
        See(0);
        See(1, [.. Enumerable.Range(0, 3).Select(it => Failed(1, it, state, error: error) with { ExitCode = code })])!.IsForGood.Should().Be(forGood);
    }

    [Fact]
    public void A_job_that_completes_does_not_repeat()
    {
        See(0);
        var done = Placed(1, Failed(1, 0, TaskState.Complete), Failed(1, 1, TaskState.Complete), Failed(1, 2, TaskState.Complete)) with { Mode = ServiceMode.ReplicatedJob };
        _repeats.See(done, Noon).Should().BeNull();
    }

    private Repeat? See(double second, params TaskFacts[] tasks) => _repeats.See(Placed(1, tasks), Noon.AddSeconds(second));
}
