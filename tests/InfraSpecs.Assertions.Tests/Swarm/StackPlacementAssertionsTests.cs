using FluentAssertions.Execution;
using InfraSpecs.Swarm;
using static InfraSpecs.Assertions.Tests.Snapshots;

namespace InfraSpecs.Assertions.Tests.Swarm;

public sealed class StackPlacementAssertionsTests
{
    private const string Picture = """


        With placement:
        echo_api: 1 of 2 running
          worker01 (worker)  echo_api.1
          echo_api.2 is pending: no suitable node (host-mode port already in use on 1 node)
        echo_nginx: 1 of 1 running
          worker01 (worker)  echo_nginx.1

        """;

    private static readonly StackPlacement Half = Stack(
        ("api", Placed("echo_api", 2, Task("echo_api", 1), Task("echo_api", 2) with { NodeId = "", Node = "", State = TaskState.Pending,
            Error = "no suitable node (host-mode port already in use on 1 node)" })),
        ("nginx", Placed("echo_nginx", 1, Task("echo_nginx", 1))));

    private static readonly StackPlacement None = Stack();

    [Fact]
    public void Claims_that_hold_pass()
    {
        Half.Should().HaveServices("nginx", "api").And.HaveService("nginx").Which.Should().HaveRunningTasks(1);
        Stack(("nginx", Half["nginx"])).Should().HaveServices("nginx").And.RunAllTasks();
    }

    [Fact]
    public void HaveServices_names_what_is_missing_and_what_is_there() =>
        Fails(() => Half.Should().HaveServices("nginx", "apis"), "Expected placement \"echo\" to have the services nginx, apis, but it has no apis; it has api, nginx." + Picture);

    [Fact]
    public void HaveServices_names_what_is_too_many() =>
        Fails(() => Half.Should().HaveServices("nginx"), "Expected placement \"echo\" to have only the services nginx, but it has api too." + Picture);

    [Fact]
    public void HaveServices_of_none_proves_nothing() =>
        Fails(() => None.Should().HaveServices(), "Expected placement \"echo\" to have services, but the claim names none, which proves nothing.\n\nWith placement:\nno service\n");

    [Fact]
    public void HaveService_names_those_that_are_there() =>
        Fails(() => Half.Should().HaveService("apis", "requests end there"), "Expected placement \"echo\" to have a service \"apis\" because requests end there, but it has api, nginx." + Picture);

    [Fact]
    public void RunAllTasks_names_each_service_that_is_red_and_why() =>
        Fails(() => Half.Should().RunAllTasks(), "Expected placement \"echo\" to run all tasks, but api runs 1 of 2 (echo_api.2 is pending: no suitable node (host-mode port already in use on 1 node))." + Picture);

    [Fact]
    public void RunAllTasks_of_a_stack_without_a_service_proves_nothing() =>
        Fails(() => None.Should().RunAllTasks(), "Expected placement \"echo\" to run all tasks, but it has no service, which proves nothing.\n\nWith placement:\nno service\n");

    [Fact]
    public void An_unknown_service_is_told_with_those_that_there_are() =>
        Half.Invoking(it => it["apis"]).Should().Throw<ArgumentException>().WithMessage("Stack \"echo\" has no service 'apis'; it has api, nginx.*");

    private static void Fails(Action claim, string text) => claim.Should().Throw<AssertionFailedException>().Which.Message
        .Replace("Expected Half", "Expected placement").Replace("Expected None", "Expected placement").TrimEnd().Should().Be(text.TrimEnd());

    private static StackPlacement Stack(params (string Name, Placement Placement)[] services) => new("echo", services.ToDictionary(it => it.Name, it => it.Placement));

    private static Placement Placed(string service, int wanted, params TaskFacts[] tasks) => new()
    {
        Service = service, Wanted = wanted, ReadAt = Noon, Tasks = tasks,
        Nodes = new ClusterNodes([new NodeState { Id = "id-worker01", Name = "worker01", State = NodeStatus.Ready, Address = "10.0.0.1" }]),
    };

    private static TaskFacts Task(string service, int slot) => new()
    {
        Id = $"{service}-{slot}", Service = service, Slot = slot, Node = "worker01", NodeId = "id-worker01", State = TaskState.Running, DesiredState = TaskState.Running, Since = Noon,
        CreatedAt = Noon,
    };
}
