using Docker.DotNet.Models;
using static InfraSpecs.Swarm.Tests.Fakes;
using Picture = InfraSpecs.Swarm.Placement;

namespace InfraSpecs.Swarm.Tests.Model;

public sealed class PlacementTests
{
    [Fact]
    public void The_picture_shows_nodes_slots_and_the_failed_tasks()
    {
        var placed = Placed(
            5, Task(1, TaskState.Running, "manager"), Task(5, TaskState.Running, "manager"), Task(2, TaskState.Running), Task(3, TaskState.Starting),
            Task(4, TaskState.Pending, "", error: "no suitable node (x)"), Failed(3, -5, error: "task: non-zero exit (1)"),
            Failed(2, -4, TaskState.Rejected, node: "worker02", error: "No such image: x") with { IsUpToDate = false })
            with
        {
            Nodes = new ClusterNodes([Manager, Worker1, Node("worker02", availability: NodeAvailability.Drain), Node("worker03", state: NodeStatus.Down)]),
            Constraints = ["node.role!=nobody"], UpdateState = UpdateState.Updating, UpdateMessage = "update in progress",
        };
        placed.ToString().Should().Be("""
            web: 3 of 5 running, where node.role!=nobody
              manager  (leader)         web.1 web.5
              worker01 (worker)         web.2 web.3[starting]
              worker02 (worker, drain)  -
              worker03 (worker, down)   -
              web.4 is pending: no suitable node (x)
            update updating: update in progress
            failed tasks, the latest first:
              11:59:56.000 web.2  worker02  rejected  No such image: x  (outdated)
              11:59:55.000 web.3  worker01  failed  task: non-zero exit (1)
            """);
    }

    [Fact]
    public void Digests_are_shown_where_tasks_differ_in_them_and_old_tasks_are_marked() =>
        Placed(2, Task(1, TaskState.Running), Task(2, TaskState.Running) with { Digest = "sha256:2222222222", IsUpToDate = false }).ToString()
            .Should().Contain("worker01 (worker)  web.1@1111111 web.2@2222222(old)");

    [Fact]
    public void A_long_history_is_cut()
    {
        var text = Placed(1, [.. Enumerable.Range(0, 14).Select(it => Failed(1, it))]).ToString();
        text.Split('\n').Count(it => it.Contains("non-zero exit")).Should().Be(10);
        text.Should().EndWith("  and 4 more");
    }

    [Fact]
    public void What_a_node_says_of_a_tasks_container_follows_the_picture()
    {
        var placed = Placed(1, Task(1, TaskState.Starting)) with
        {
            Troubles = [new TaskTrouble { TaskId = "t", Task = "web.1", Node = "worker01", Health = TaskHealth.Unhealthy, FailingChecks = 3, LastCheck = new ExecOutcome(3, "no\ndatabase\n", ""),
                LastLines = [new LogLine(1, Noon, "hello", LogChannel.Output)] }],
        };
        placed.ToString().Should().EndWith("""
            web.1 on worker01: unhealthy, 3 failed health check(s) in a row
              last health check: exit code 3: no database
            | hello
            """);
        placed.WhyNotAll.Should().Be("the health check of web.1 fails on worker01 with exit code 3: no database");
    }

    [Fact]
    public void Tasks_on_lost_nodes_do_not_run_and_restarts_are_those_of_the_service_as_it_is_now()
    {
        var placed = Placed(
            2, Task(1, TaskState.Running, "worker09"), Task(2, TaskState.Running), Failed(2, -9), Failed(2, -10) with { IsUpToDate = false },
            Task(1, TaskState.Shutdown, desired: TaskState.Shutdown, created: -8),
            Failed(1, -7, TaskState.Complete));
        placed.Running.Select(it => it.Name).Should().Equal("web.2");
        placed.Restarted.Select(it => it.CreatedAt).Should().BeEquivalentTo([Noon.AddSeconds(-9), Noon.AddSeconds(-7)]);
        placed.Failed.Should().HaveCount(2);
    }

    [Fact]
    public void Our_states_are_the_engines() =>
        Enum.GetValues<InfraSpecs.Swarm.TaskState>().Select(it => (it.ToString(), (int)it)).Should().Equal(Enum.GetValues<Docker.DotNet.Models.TaskState>().Select(it => (it.ToString(), (int)it)));

    [Fact]
    public void It_is_read_from_what_the_managers_say()
    {
        var service = new SwarmService
        {
            ID = "s1",
            Spec = new ServiceSpec { Name = "web", Mode = new Docker.DotNet.Models.ServiceMode { Replicated = new ReplicatedService { Replicas = 2 } },
                TaskTemplate = new TaskSpec { Placement = new Docker.DotNet.Models.Placement { Constraints = ["node.role==worker"] } } },
            UpdateStatus = new UpdateStatus { State = "updating", Message = "update in progress" },
        };
        var tasks = new[]
        {
            Response("t1", 1, "id-worker01", Docker.DotNet.Models.TaskState.Running, "example/echo:1@sha256:abc"),
            Response("t2", 2, "id-gone", Docker.DotNet.Models.TaskState.Failed, "example/echo:1"),
        };
        var placed = PlacementReader.Compose(service, tasks, new HashSet<string> { "t1" }, new ClusterNodes([Manager, Worker1]), Noon);
        placed.Should().Match<Picture>(it => it.Wanted == 2 && it.Mode == InfraSpecs.Swarm.ServiceMode.Replicated && it.UpdateState == UpdateState.Updating && it.ReadAt == Noon);
        placed.Constraints.Should().Equal("node.role==worker");
        placed.Tasks.Should().HaveCount(2);
        placed.Tasks[0].Should().Match<TaskFacts>(it => it.Name == "web.1" && it.Node == "worker01" && it.Digest == "sha256:abc" && it.Image == "example/echo:1" && it.IsUpToDate
            && it.ExitCode == null && it.ContainerId == "c");
        placed.Tasks[1].Should().Match<TaskFacts>(it => it.Node == "id-gone" && it.Digest == null && !it.IsUpToDate && it.ExitCode == 4 && it.Error == "boom");

        var global = PlacementReader.Compose(
            new SwarmService { ID = "s1", Spec = new ServiceSpec { Name = "web", Mode = new Docker.DotNet.Models.ServiceMode { Global = new GlobalService() } } },
            [tasks[0]], null, new ClusterNodes([Manager, Worker1]), Noon);
        global.Should().Match<Picture>(it => it.Wanted == 1 && it.Tasks[0].Slot == null && it.Tasks[0].Name == "web.worker01");
    }

    private static TaskResponse Response(string id, long slot, string node, Docker.DotNet.Models.TaskState state, string image) => new()
    {
        ID = id, Slot = slot, NodeID = node, DesiredState = Docker.DotNet.Models.TaskState.Running, CreatedAt = Noon.UtcDateTime,
        Spec = new TaskSpec { ContainerSpec = new ContainerSpec { Image = image } },
        Status = new Docker.DotNet.Models.TaskStatus { State = state, Err = state == Docker.DotNet.Models.TaskState.Failed ? "boom" : "", Timestamp = Noon.UtcDateTime,
            ContainerStatus = new ContainerStatus { ContainerID = "c", ExitCode = 4 } },
    };
}
