using InfraSpecs.Swarm;
using Xunit.Sdk;
using static InfraSpecs.Assertions.Tests.Snapshots;

namespace InfraSpecs.Assertions.Tests.Swarm;

public sealed class PlacementAssertionsTests
{
    private const string Picture = """


        With placement:
        web: 3 of 3 running
          manager  (leader)  web.1
          worker01 (worker)  web.2 web.3
          worker02 (worker)  -

        """;

    private const string Anew =
        "\n  What to do: tasks stay where they were put when other nodes come: replace them all with ForceUpdateAsync, or keep them apart from the start with MaxReplicasPerNode.";

    private const string EmptyPicture = """


        With placement:
        web: 0 of 1 running
          manager  (leader)  -
          worker01 (worker)  web.1[rejected]
          worker02 (worker)  -
        failed tasks, the latest first:
          12:00:00.000 web.1  worker01  rejected  No such image: x

        """;

    private static readonly Placement Good = Placed(3, Task(1, "manager"), Task(2, "worker01"), Task(3, "worker01"));

    private static readonly Placement Empty = Placed(1, Task(1, "worker01", TaskState.Rejected) with { Error = "No such image: x", DesiredState = TaskState.Ready });

    [Fact]
    public void Claims_that_hold_pass()
    {
        Good.Should().HaveRunningTasks(3).And.BeSpreadOver(2).And.HaveSkewOfAtMost(2).And.AvoidNode("worker02").And.HaveNoRestarts().And.HaveDigest("sha256:aaaaaaaaaa");
        Placed(2, Task(1, "worker01"), Task(2, "worker02")).Should().RunOnlyOn("node.role==worker").And.AvoidManagers();
        Placed(3, Task(1, "worker01"), Task(2, "worker02"), Task(3, "manager")).Should().RunOnEveryNode().And.HaveSkewOfAtMost(0);
    }

    [Fact]
    public void HaveRunningTasks_names_the_cause_and_shows_the_picture() =>
        Fails(() => Empty.Should().HaveRunningTasks(1, "the service asks for {0}", 1),
            "Expected placement of \"web\" to have 1 running tasks because the service asks for 1, but found 0 (web.1 was rejected on worker01: No such image: x)." + EmptyPicture);

    [Fact]
    public void HaveRunningTasks_fails_with_more_too() =>
        Fails(() => Good.Should().HaveRunningTasks(2), "Expected placement of \"web\" to have 2 running tasks, but found 3." + Picture);

    [Fact]
    public void BeSpreadOver_names_the_nodes() =>
        Fails(() => Good.Should().BeSpreadOver(3), "Expected placement of \"web\" to be spread over 3 nodes, but its 3 tasks run on 2: manager, worker01." + Anew + Picture);

    [Fact]
    public void BeSpreadOver_says_what_to_do_by_what_keeps_them_together()
    {
        Text(Placed(2, Task(1, "manager"), Task(2, "worker01")), 3).Should().Contain("What to do: run 3 tasks or more: 2 tasks cannot be on 3 nodes.");
        Text(Good with { Constraints = ["node.role==worker"] }, 3).Should().Contain("What to do: let more nodes have them: only worker01, worker02 may (node.role==worker).");
        Text(Good, 1).Should().Contain("What to do: let fewer nodes have them, with a constraint; or claim 2, if that is meant.");

        static string Text(Placement placement, int nodes) => ((Action)(() => placement.Should().BeSpreadOver(nodes))).Should().Throw<Exception>().Which.Message;
    }

    [Fact]
    public void HaveSkewOfAtMost_counts_nodes_without_a_task() =>
        Fails(() => Good.Should().HaveSkewOfAtMost(1), "Expected placement of \"web\" to have a skew of at most 1, but worker01 has 2 tasks and worker02 has 0." + Anew + Picture);

    [Fact]
    public void HaveSkewOfAtMost_leaves_out_nodes_that_may_not_have_tasks()
    {
        var drained = Good with { Nodes = new ClusterNodes([.. Good.Nodes.All.Select(it => it.Name == "worker02" ? it with { Availability = NodeAvailability.Drain } : it)]) };
        drained.Should().HaveSkewOfAtMost(1);
        (Good with { Constraints = ["node.hostname!=worker02"] }).Should().HaveSkewOfAtMost(1);
    }

    [Fact]
    public void RunOnlyOn_names_the_task_that_runs_elsewhere()
    {
        Fails(() => Good.Should().RunOnlyOn("node.labels.disk==ssd"), "Expected placement of \"web\" to run only on node.labels.disk==ssd, but web.1 runs on manager." + Picture);
        var claim = () => Good.Should().RunOnlyOn("node.platform.os==linux"); // of these nodes it is not known
        claim.Should().Throw<ArgumentException>();
    }

    [Theory]
    [InlineData("node.labels.sdd!=true", "no node has the label node.labels.sdd (did you mean ssd?), which proves nothing")]
    [InlineData("node.labels.rack!=c", "no node has the node.labels.rack c; there are a, b, which proves nothing")]
    [InlineData("node.hostname!=worker07", "no node has the node.hostname worker07 (did you mean worker01?), which proves nothing")]
    [InlineData("node.labels.sdd==true", "web.1 runs on manager; no node has the label node.labels.sdd (did you mean ssd?)")]
    [InlineData("node.labels.ssd!=true", "web.1 runs on manager")]
    public void RunOnlyOn_takes_no_comfort_from_what_no_node_has(string constraint, string told) =>
        Racks.Invoking(it => it.Should().RunOnlyOn(constraint)).Should().Throw<XunitException>().Which.Message.Split('\n')[0].TrimEnd()
            .Should().Be($"Expected it of \"web\" to run only on {constraint}, but {told}.");

    [Fact]
    public void RunOnlyOn_judges_by_platform_address_and_the_engines_labels()
    {
        var nodes = Good.Nodes.All.Select(it => it with { Os = "linux", Architecture = "x86_64", EngineLabels = new Dictionary<string, string> { ["gpu"] = "no" } });
        var placed = Good with { Nodes = new ClusterNodes([.. nodes]) };
        placed.Should().RunOnlyOn("node.platform.os==linux").And.RunOnlyOn("node.platform.arch == x86_64").And.RunOnlyOn("engine.labels.gpu==no").And.RunOnlyOn("node.ip==10.0.0.0/24");
        placed.Invoking(it => it.Should().RunOnlyOn("node.lables.az==a")).Should().Throw<ArgumentException>().WithMessage("*did you mean node.labels.az?*");
    }

    [Theory]
    [InlineData("node.labels.zone", "it asks for tasks to be spread, and no node has the label node.labels.zone; there are rack, ssd")]
    [InlineData("spread=node.labels.rack", "it asks for tasks to be spread, and 'spread=node.labels.rack' is nothing that tasks are spread over (did you mean node.labels.rack?)")]
    public void Claims_about_spreading_take_no_comfort_from_a_preference_that_spreads_nothing(string preference, string told)
    {
        var placed = Racks with { Preferences = [preference] };
        FirstLine(it => it.Should().HaveSkewOfAtMost(1)).Should().Be($"Expected it of \"web\" to have a skew of at most 1, but {told}, which proves nothing.");
        FirstLine(it => it.Should().BeSpreadEvenlyOver("node.labels.rack")).Should().Be($"Expected it of \"web\" to be spread evenly over node.labels.rack, but {told}, which proves nothing.");
        (Racks with { Preferences = ["node.labels.rack"] }).Should().HaveSkewOfAtMost(0).And.BeSpreadEvenlyOver("node.labels.rack");
        placed.Should().BeSpreadOver(3, "on how many nodes tasks run is so, whatever was asked for");

        string FirstLine(Action<Placement> claim) => placed.Invoking(claim).Should().Throw<XunitException>().Which.Message.Split('\n')[0].TrimEnd();
    }

    [Fact]
    public void BeSpreadEvenlyOver_counts_the_tasks_of_each_value()
    {
        Racks.Should().BeSpreadEvenlyOver("node.labels.rack").And.BeSpreadEvenlyOver("node.labels.rack");
        Refused(Racks with { Tasks = [Task(1, "worker01"), Task(2, "worker01")] }, "node.labels.rack", "a has 2 tasks and none has 0");
        Refused(Racks, "node.labels.zone", "no node has the label node.labels.zone; there are rack, ssd, which proves nothing");
        Refused(Racks with { Constraints = ["node.hostname==worker01"], Tasks = [Task(1, "worker01")] }, "node.labels.rack", "all nodes that may have tasks have the same, a, which proves nothing");
        Refused(Empty, "node.labels.rack", "no task runs (web.1 was rejected on worker01: No such image: x), which proves nothing");
        Racks.Invoking(it => it.Should().BeSpreadEvenlyOver("rack")).Should().Throw<ArgumentException>().WithMessage("*did you mean node.labels.rack?*");

        static void Refused(Placement placed, string label, string told) => placed.Invoking(it => it.Should().BeSpreadEvenlyOver(label)).Should().Throw<XunitException>()
            .Which.Message.Split('\n')[0].TrimEnd().Should().Be($"Expected it of \"web\" to be spread evenly over {label}, but {told}.");
    }

    [Fact]
    public void AvoidManagers_names_the_task_on_the_manager() =>
        Fails(() => Good.Should().AvoidManagers(), "Expected placement of \"web\" to run only on node.role!=manager, but web.1 runs on manager." + Picture);

    [Fact]
    public void AvoidNode_names_the_task_that_is_there() =>
        Fails(() => Good.Should().AvoidNode("worker01"), "Expected placement of \"web\" to avoid worker01, but web.2 runs there." + Picture);

    [Fact]
    public void AvoidNode_takes_no_comfort_from_a_node_that_does_not_exist() =>
        Fails(() => Good.Should().AvoidNode("worker1"), "Expected placement of \"web\" to avoid worker1, but the cluster has no such node, which proves nothing." + Picture);

    [Fact]
    public void RunOnEveryNode_names_the_nodes_without_a_task() =>
        Fails(() => Good.Should().RunOnEveryNode(), "Expected placement of \"web\" to run on every node, but none of its tasks runs on worker02." + Picture);

    [Fact]
    public void HaveDigest_names_the_task_with_another()
    {
        Fails(() => Good.Should().HaveDigest("sha256:bbbbbbbbbb"), "Expected placement of \"web\" to run sha256:bbbbbbbbbb, but web.1 on manager runs sha256:aaaaaaaaaa." + Picture);
        var mixed = Placed(2, Task(1, "worker01") with { Digest = "sha256:bbbbbbbbbb" }, Task(2, "worker02") with { Digest = null, Image = "example/echo:1", IsUpToDate = false });
        Fails(() => mixed.Should().HaveDigest("sha256:bbbbbbbbbb"), """
            Expected placement of "web" to run sha256:bbbbbbbbbb, but web.2 on worker02 runs example/echo:1, of whatever digest its node found.

            With placement:
            web: 2 of 2 running
              manager  (leader)  -
              worker01 (worker)  web.1@bbbbbbb
              worker02 (worker)  web.2@none(old)

            """);
    }

    [Fact]
    public void HaveImageEverywhere_takes_a_digest_a_name_or_both()
    {
        var good = Placed(1, Task(1, "worker01") with { Image = "web:2" });
        good.Should().HaveImageEverywhere("sha256:aaaaaaaaaa").And.HaveImageEverywhere("web:2").And.HaveImageEverywhere("web:2@sha256:aaaaaaaaaa");
        foreach (var other in (string[])["sha256:bbbbbbbbbb", "web:1", "web:1@sha256:aaaaaaaaaa", "web:2@sha256:bbbbbbbbbb"])
        {
            good.Invoking(it => it.Should().HaveImageEverywhere(other)).Should().Throw<XunitException>().Which.Message
                .Should().StartWith($"Expected it of \"web\" to have {other} everywhere, but web.1 on worker01 runs web:2@sha256:aaaaaaaaaa.");
        }
    }

    [Fact]
    public void HaveImageEverywhere_names_an_old_task_that_is_still_to_stop()
    {
        var mixed = Placed(1, Task(1, "worker01") with { Image = "web:2" },
            Task(1, "worker02") with { Image = "web:1", Digest = "sha256:bbbbbbbbbb", DesiredState = TaskState.Shutdown, IsUpToDate = false });
        Fails(() => mixed.Should().HaveImageEverywhere("web:2"), """
            Expected placement of "web" to have web:2 everywhere, but web.1 on worker02 runs web:1@sha256:bbbbbbbbbb, until it has stopped.

            With placement:
            web: 1 of 1 running
              manager  (leader)  -
              worker01 (worker)  web.1@aaaaaaa
              worker02 (worker)  web.1[stopping]@bbbbbbb(old)

            """);
    }

    [Fact]
    public void HaveImageEverywhere_wants_all_of_them_to_run()
    {
        var mixed = Good with { Wanted = 4 };
        Fails(() => mixed.Should().HaveImageEverywhere("web:2"),
            "Expected placement of \"web\" to have web:2 everywhere, but only 3 of its 4 tasks run (the managers have not made the others yet)." + Picture.Replace("3 of 3", "3 of 4"));
    }

    [Fact]
    public void HaveNoRestarts_names_the_last_task_that_ended()
    {
        var ended = Placed(1, Task(1, "worker01"), Task(1, "worker02", TaskState.Failed) with { DesiredState = TaskState.Shutdown, Error = "task: non-zero exit (1)",
            CreatedAt = Noon.AddSeconds(-9) });
        Fails(() => ended.Should().HaveNoRestarts(), """
            Expected placement of "web" to have no restarts, but 1 task(s) ended by themselves, the last: web.1 on worker02: failed: task: non-zero exit (1).

            With placement:
            web: 1 of 1 running
              manager  (leader)  -
              worker01 (worker)  web.1
              worker02 (worker)  -
            failed tasks, the latest first:
              12:00:00.000 web.1  worker02  failed  task: non-zero exit (1)

            """);
    }

    [Fact]
    public void HaveNoRestarts_takes_no_comfort_from_managers_that_remember_nothing() => Fails(
        () => (Good with { HasHistory = false }).Should().HaveNoRestarts(),
        "Expected (Good with { HasHistory = false }) of \"web\" to have no restarts, but the managers remember no tasks that ended (their task history limit is 0), which proves nothing." + Picture);

    [Fact]
    public void No_claim_holds_where_no_task_runs()
    {
        const string nothing = ", but no task runs (web.1 was rejected on worker01: No such image: x), which proves nothing." + EmptyPicture;
        Fails(() => Empty.Should().BeSpreadOver(1), "Expected placement of \"web\" to be spread over 1 nodes" + nothing);
        Fails(() => Empty.Should().HaveSkewOfAtMost(5), "Expected placement of \"web\" to have a skew of at most 5" + nothing);
        Fails(() => Empty.Should().RunOnlyOn("node.role==worker"), "Expected placement of \"web\" to run only on node.role==worker" + nothing);
        Fails(() => Empty.Should().AvoidManagers(), "Expected placement of \"web\" to run only on node.role!=manager" + nothing);
        Fails(() => Empty.Should().AvoidNode("manager"), "Expected placement of \"web\" to avoid manager" + nothing);
        Fails(() => Empty.Should().RunOnEveryNode(), "Expected placement of \"web\" to run on every node" + nothing);
        Fails(() => Empty.Should().HaveDigest("sha256:x"), "Expected placement of \"web\" to run sha256:x" + nothing);
        Fails(() => Empty.Should().HaveImageEverywhere("x:1"), "Expected placement of \"web\" to have x:1 everywhere" + nothing);
        Fails(() => Empty.Should().HaveNoRestarts(), "Expected placement of \"web\" to have no restarts" + nothing);
        var none = () => Good.Should().HaveRunningTasks(0);
        none.Should().Throw<ArgumentOutOfRangeException>();
    }

    private static Placement Racks { get; } = Placed(3, Task(1, "manager"), Task(2, "worker01"), Task(3, "worker02")) with
    {
        Nodes = new ClusterNodes([
            Node("manager", NodeRole.Manager) with { IsLeader = true, Labels = new Dictionary<string, string> { ["ssd"] = "true" } },
            Node("worker01") with { Labels = new Dictionary<string, string> { ["rack"] = "a" } }, Node("worker02") with { Labels = new Dictionary<string, string> { ["rack"] = "b" } }]),
    };

    private static void Fails(Action claim, string text) => AssertionText.Of(claim)
        .Replace("Expected Good", "Expected placement").Replace("Expected Empty", "Expected placement").Replace("Expected mixed", "Expected placement").Replace("Expected ended", "Expected placement")
        .Should().Be(text.TrimEnd());

    private static Placement Placed(int wanted, params TaskFacts[] tasks) => new()
    {
        Service = "web", Wanted = wanted, ReadAt = Noon, Tasks = tasks,
        Nodes = new ClusterNodes([Node("manager", NodeRole.Manager) with { IsLeader = true }, Node("worker01"), Node("worker02")]),
    };

    private static NodeState Node(string name, NodeRole role = NodeRole.Worker) =>
        new() { Id = "id-" + name, Name = name, Role = role, State = NodeStatus.Ready, Address = "10.0.0.1" };

    private static TaskFacts Task(int slot, string node, TaskState state = TaskState.Running) => new()
    {
        Id = $"{slot}-{node}", Service = "web", Slot = slot, Node = node, NodeId = "id-" + node, State = state, DesiredState = TaskState.Running, Since = Noon, CreatedAt = Noon,
        Digest = "sha256:aaaaaaaaaa",
    };
}
