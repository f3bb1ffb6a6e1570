using InfraSpecs.Swarm;
using static InfraSpecs.Assertions.Tests.Swarm.Views;
using static InfraSpecs.Testing.AssertionText;

namespace InfraSpecs.Assertions.Tests.Swarm;

public sealed class NameViewAssertionsTests
{
    private static readonly Placement Web = Placed(Task(1, "worker01"), Task(2, "worker02"));
    private static readonly NameView Right = View(Found("manager", 1, 2), Found("worker01", 1, 2));

    [Fact]
    public void Claims_that_hold_pass()
    {
        Right.Should().ResolveEverywhere().And.ResolveToTasksOf(Web);
        (Right with { Network = null }).Should().ResolveToTasksOf(Web);
        View(Answer("manager", NameOutcome.Unknown)).Should().ResolveNowhere();
    }

    [Fact]
    public void ResolveToTasksOf_says_which_node_misses_which_task_and_whose_address_it_still_has()
    {
        var placement = Placed(Task(1, "worker01"), Task(2, "worker02"), Task(4, "worker01") with { State = TaskState.Shutdown, DesiredState = TaskState.Shutdown });
        Fails(() => View(Found("manager", 1, 2), Found("worker02", 1, 4, 9)).Should().ResolveToTasksOf(placement, "nodes tell each other"),
            """
            Expected name tasks.web to resolve to the 2 running tasks of web because nodes tell each other, but worker02 does not see web.2 (10.0.1.2 on worker02); worker02 sees 10.0.1.4, which was web.4 on worker01, now shutdown; worker02 sees 10.0.1.9, which is no task of web.

            With view:
            manager: 10.0.1.1, 10.0.1.2
            worker02: 10.0.1.1, 10.0.1.4, 10.0.1.9
            """);
        Fails(() => View(Answer("manager", NameOutcome.Unknown)).Should().ResolveToTasksOf(Web),
            "Expected name tasks.web to resolve to the 2 running tasks of web, but manager sees no such name.\n\nWith view:\nmanager sees no such name");
    }

    [Fact]
    public void ResolveToTasksOf_tells_of_a_service_on_another_network() =>
        Fails(() => (Right with { Network = "front" }).Should().ResolveToTasksOf(Web),
            "Expected name tasks.web to resolve to the 2 running tasks of web, but web.1 is not in network front; it is in net.\n\nWith view:\nmanager: 10.0.1.1, 10.0.1.2\nworker01: 10.0.1.1, 10.0.1.2");

    [Fact]
    public void ResolveEverywhere_names_the_nodes_where_it_does_not() =>
        Fails(() => View(Found("manager", 1), Answer("worker01", NameOutcome.Timeout), Answer("worker02", NameOutcome.Failed)).Should().ResolveEverywhere(),
            "Expected name tasks.web to resolve everywhere, but on worker01 the name server did not answer; on worker02 the name server failed.\n\n"
            + "With view:\nmanager: 10.0.1.1\non worker01 the name server did not answer\non worker02 the name server failed");

    [Fact]
    public void ResolveNowhere_takes_no_comfort_from_a_name_server_that_is_silent() =>
        Fails(() => View(Answer("manager", NameOutcome.Unknown), Answer("worker01", NameOutcome.Timeout), Found("worker02", 1)).Should().ResolveNowhere(),
            "Expected name tasks.web to resolve nowhere, but on worker01 the name server did not answer, which proves nothing; worker02 sees 10.0.1.1.\n\n"
            + "With view:\nmanager sees no such name\non worker01 the name server did not answer\nworker02: 10.0.1.1");

    [Fact]
    public void No_claim_holds_where_nobody_looked_or_no_task_runs()
    {
        const string nothing = ", but nobody looked, which proves nothing.\n\nWith view:\nnothing";
        Fails(() => View().Should().ResolveEverywhere(), "Expected name tasks.web to resolve everywhere" + nothing);
        Fails(() => View().Should().ResolveNowhere(), "Expected name tasks.web to resolve nowhere" + nothing);
        Fails(() => View().Should().ResolveToTasksOf(Web), "Expected name tasks.web to resolve to the 2 running tasks of web" + nothing);
        Fails(() => Right.Should().ResolveToTasksOf(Placed()),
            "Expected name tasks.web to resolve to the running tasks of web, but no task of it runs, which proves nothing.\n\nWith view:\nmanager: 10.0.1.1, 10.0.1.2\nworker01: 10.0.1.1, 10.0.1.2");
    }

    private static NameView View(params NameAnswer[] answers) => new() { Name = "tasks.web", Network = "net", Answers = answers };

    private static NameAnswer Found(string node, params int[] last) => new() { Point = node, Node = node, Outcome = NameOutcome.Found, Addresses = [.. last.Select(it => $"10.0.1.{it}")] };

    private static NameAnswer Answer(string node, NameOutcome outcome) => new() { Point = node, Node = node, Outcome = outcome };
}
