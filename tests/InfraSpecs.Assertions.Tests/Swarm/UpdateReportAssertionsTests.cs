using InfraSpecs.Swarm;
using Xunit.Sdk;
using static InfraSpecs.Assertions.Tests.Snapshots;
using static InfraSpecs.Testing.AssertionText;

namespace InfraSpecs.Assertions.Tests.Swarm;

public sealed class UpdateReportAssertionsTests
{
    private const string Picture = """
          now web:2@sha256:bbbbbbbbbb
          before web:1@sha256:aaaaaaaaaa
        web: 0 of 1 running
          manager (leader)  -

        """;

    private static readonly TaskFacts Ended = new()
    {
        Id = "1", Service = "web", Slot = 1, Node = "manager", NodeId = "id", State = TaskState.Failed, DesiredState = TaskState.Shutdown, Since = Noon, CreatedAt = Noon,
        Error = "task: non-zero exit (1)",
    };

    [Fact]
    public void Claims_that_hold_pass()
    {
        Report(UpdateState.Completed).Should().HaveCompleted();
        (Report(UpdateState.RolledBack) with { IsRolledBackByItself = true }).Should().HaveRolledBackByItself();
        Report(UpdateState.Paused).Should().BePaused();
        Report(UpdateState.RollbackPaused).Should().BePaused();
    }

    [Fact]
    public void HaveCompleted_says_what_became_of_it_and_why()
    {
        var update = Report(UpdateState.Paused) with { Failed = [Ended], Message = "update paused" };
        Fails(() => update.Should().HaveCompleted("the image is {0}", "good"), """
            Expected update of "web" to have completed because the image is good, but its update is paused (web.1 failed on manager: task: non-zero exit (1)).

            With update:
            web: its update is paused: update paused
              now web:2@sha256:bbbbbbbbbb
              before web:1@sha256:aaaaaaaaaa
              because web.1 failed on manager: task: non-zero exit (1)
            web: 0 of 1 running
              manager (leader)  -

            """);
    }

    [Theory]
    [InlineData(UpdateState.None, "it was not updated")]
    [InlineData(UpdateState.Updating, "its update goes on")]
    [InlineData(UpdateState.Completed, "its update is completed")]
    [InlineData(UpdateState.RollingBack, "it is rolled back by hand")]
    [InlineData(UpdateState.RollbackPaused, "its rollback by hand is paused")]
    [InlineData(UpdateState.RolledBack, "it was rolled back by hand")]
    public void HaveRolledBackByItself_is_content_with_nothing_else(UpdateState state, string outcome)
    {
        var update = Report(state);
        Fails(() => update.Should().HaveRolledBackByItself(), $"""
            Expected update of "web" to have been rolled back by itself, but {outcome}.

            With update:
            web: {outcome}
            {Picture}
            """);
    }

    [Fact]
    public void HaveRolledBackByItself_wants_the_end_of_it()
    {
        var update = Report(UpdateState.RollingBack) with { IsRolledBackByItself = true };
        update.Invoking(it => it.Should().HaveRolledBackByItself()).Should().Throw<XunitException>()
            .Which.Message.Should().StartWith("Expected it of \"web\" to have been rolled back by itself, but it is rolled back by itself.");
    }

    [Fact]
    public void BePaused_says_what_it_is()
    {
        var update = Report(UpdateState.Completed);
        Fails(() => update.Should().BePaused(), $"""
            Expected update of "web" to be paused, but its update is completed.

            With update:
            web: its update is completed
            {Picture}
            """);
    }

    private static UpdateReport Report(UpdateState state) => new()
    {
        Service = "web", State = state, Image = "web:2", Digest = "sha256:bbbbbbbbbb", ReplacedImage = "web:1", ReplacedDigest = "sha256:aaaaaaaaaa", Failed = [],
        Placement = new Placement
        {
            Service = "web", Wanted = 1, ReadAt = Noon, Tasks = [],
            Nodes = new ClusterNodes([new NodeState { Id = "id", Name = "manager", Role = NodeRole.Manager, State = NodeStatus.Ready, Address = "10.0.0.1", IsLeader = true }]),
        },
    };
}
