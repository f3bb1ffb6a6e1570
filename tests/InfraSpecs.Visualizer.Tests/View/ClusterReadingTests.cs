using System.Text.Json;

namespace InfraSpecs.Visualizer.Tests.View;

public sealed class ClusterReadingTests
{
    private static readonly ClusterView View = Of(Answers.Tasks);

    [Fact]
    public void Nodes_are_the_leader_the_managers_the_workers_with_their_state() =>
        View.Nodes.Select(it => $"{it.Name} {it.Role} {it.State} {it.Message}{(it.IsLeader ? "leader" : "")}").Should().Equal(
            "manager manager ready leader", "worker01 worker ready ", "worker02 worker drain ", "worker03 worker down heartbeat failure");

    [Fact]
    public void Each_task_that_has_not_ended_is_on_its_node() =>
        Tasks("worker01").Should().Equal("agent running", "echo.1 running", "echo.2 running", "echo.3 running", "echo.4 running", "echo.5 running", "echo.6 running");

    [Fact]
    public void The_last_word_of_a_lost_node_on_tasks_that_were_replaced_is_not_shown() => Tasks("worker03").Should().Equal("migrate.1 lost");

    [Fact]
    public void Ended_tasks_are_not_shown() => Tasks("worker02").Should().BeEmpty();

    [Fact]
    public void A_task_without_a_node_is_apart_with_its_cause() =>
        View.Pending.Should().ContainSingle().Which.Should().Be(new TaskView(
            "sprgbbw1zxajhurqk468xso5c", "yjin5em3mwf3j1gj59hxilrl2", "echo_nowhere", 2, "pending", "example/echo:latest",
            "no suitable node (2 nodes not available for new tasks; scheduling constraints not satisfied on 2 nodes)"));

    [Fact]
    public void Services_say_how_many_run_of_how_many() =>
        View.Services.Select(it => $"{it.Name} {it.Mode} {it.Done}/{it.Wanted}").Should().Equal(
            "agent global 2/2", "broken replicated 0/1", "echo replicated 6/6", "echo_nowhere replicated 0/2", "migrate replicated job 0/2", "visualizer_app global 1/1");

    [Fact]
    public void A_service_that_is_short_says_why_and_one_that_is_not_says_nothing()
    {
        View.Services.Single(it => it.Name == "migrate").Trouble.Should().Be("task: non-zero exit (1)");
        View.Services.Single(it => it.Name == "broken").Trouble.Should().EndWith("""exec: "/<img": stat /<img: no such file or directory: unknown""");
        View.Services.Single(it => it.Name == "echo").Trouble.Should().BeNull();
    }

    [Fact]
    public void A_task_that_is_to_stop_is_stopping_until_it_has() =>
        Tasks("worker01", Of(Answers.Tasks.Replace("\"DesiredState\": \"running\"", "\"DesiredState\": \"remove\"", StringComparison.Ordinal)))
            .Should().Contain("echo.3 stopping");

    [Fact]
    public void A_digest_is_cut_off() =>
        Of(Answers.Tasks.Replace("\"example/echo:latest\"", "\"example/echo:latest@sha256:1234\"", StringComparison.Ordinal))
            .Nodes.SelectMany(it => it.Tasks).Select(it => it.Image).Should().NotContain(it => it.Contains('@'));

    [Fact]
    public void A_container_that_attached_itself_to_a_network_is_no_task_of_a_service() =>
        Of("""[{ "ID": "a", "NodeID": "2628s2pxk6gexub06pdb90q48", "Spec": { "NetworkAttachmentSpec": {} }, "Status": { "State": "running" }, "DesiredState": "running" }]""")
            .Nodes.SelectMany(it => it.Tasks).Should().BeEmpty();

    [Fact]
    public void A_task_of_a_service_that_was_removed_is_shown_by_its_id() =>
        new ClusterReading(Nodes, [], JsonSerializer.Deserialize(Answers.Tasks, FactsJson.Default.TaskFactsArray)!).ToView()
            .Nodes[0].Tasks.Should().Contain(it => it.Service == "km6cvvfrjc3cbzygmvohkatae");

    [Fact]
    public void A_node_that_is_just_joining_is_called_by_its_id() =>
        new ClusterReading([Nodes[0] with { Description = new NodeDescription(null) }], [], []).ToView().Nodes[0].Name.Should().Be("2628s2pxk6gexub06pdb90q48");

    private static NodeFacts[] Nodes => JsonSerializer.Deserialize(Answers.Nodes, FactsJson.Default.NodeFactsArray)!;

    private static ClusterView Of(string tasks) => new ClusterReading(
        Nodes,
        JsonSerializer.Deserialize(Answers.Services, FactsJson.Default.ServiceFactsArray)!,
        JsonSerializer.Deserialize(tasks, FactsJson.Default.TaskFactsArray)!).ToView();

    private static IEnumerable<string> Tasks(string node, ClusterView? view = null) =>
        (view ?? View).Nodes.Single(it => it.Name == node).Tasks.Select(it => $"{it.Service}{(it.Slot is { } slot ? $".{slot}" : "")} {it.State}");
}
