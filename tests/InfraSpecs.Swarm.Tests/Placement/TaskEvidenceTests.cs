using static InfraSpecs.Swarm.Tests.Fakes;

namespace InfraSpecs.Swarm.Tests.Placement;

public sealed class TaskEvidenceTests
{
    [Fact]
    public void Those_that_failed_come_first_and_of_a_slot_only_the_last_that_did() => Chosen(
        Task(1, TaskState.Running, created: 9), Failed(1, created: 1), Failed(1, created: 5), Failed(1, created: 3), Task(2, TaskState.Running, created: 2), Failed(2, created: 1))
        .Should().Equal("web-1-worker01-5", "web-2-worker01-1", "web-1-worker01-9", "web-2-worker01-2");

    [Fact]
    public void What_was_stopped_as_was_wanted_tells_nothing() => Chosen(Task(1, TaskState.Shutdown, desired: TaskState.Shutdown), Task(2, TaskState.Complete)).Should().Equal("web-2-worker01-0");

    [Fact]
    public void What_never_had_a_container_has_printed_nothing() =>
        TaskEvidence.Choose([Task(1, TaskState.Pending), Failed(2, created: 1, state: TaskState.Rejected)]).Should().BeEmpty();

    private static IEnumerable<string> Chosen(params TaskFacts[] tasks) =>
        TaskEvidence.Choose([.. tasks.Select(it => it with { ContainerId = "c-" + it.Id, ToldAt = it.CreatedAt })]).Select(it => it.Id);
}
