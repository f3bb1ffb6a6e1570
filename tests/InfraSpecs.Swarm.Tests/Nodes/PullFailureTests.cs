namespace InfraSpecs.Swarm.Tests.Nodes;

public sealed class PullFailureTests
{
    private const string Next = "Attempting next endpoint for pull after error: ";
    private const string Hub = "Get \"https://hub.example/v2/\": dial tcp: lookup hub.example: no such host";

    [Fact]
    public void The_engines_words_are_those_of_the_task() =>
        PullFailure.Find([Failed("a", "one"), Failed("b", "two")], "b", "registry:5000/x:1").Should().Be(new PullFailure("registry:5000/x:1", "two"));

    [Fact]
    public void A_task_that_the_log_does_not_tell_of_has_none() => PullFailure.Find([Failed("a", "one")], "b", "registry:5000/x:1").Should().BeNull();

    [Fact]
    public void What_the_mirror_said_comes_first_where_the_image_names_no_registry()
    {
        EngineLogLine[] lines = [Tried("manifest unknown"), Tried(Hub), Failed("a", Hub)];
        PullFailure.Find(lines, "a", "example/x:1")!.Said.Should().Be($"manifest unknown; and then: {Hub}");
        PullFailure.Find(lines, "a", "other:5000/example/x:1")!.Said.Should().Be(Hub, "mirrors are not asked for it");
    }

    [Fact]
    public void What_another_pull_got_is_left_out_where_it_can_be_told_apart()
    {
        PullFailure.Find([Tried("old"), Failed("z", "old"), Tried("new"), Tried(Hub), Failed("a", Hub)], "a", "example/x:1")!.Said.Should().StartWith("new; and then");
        PullFailure.Find([Tried("no example/y"), Tried("no example/x"), Failed("a", Hub)], "a", "example/x:1")!.Said.Should().StartWith("no example/x; and then");
        PullFailure.Find([Tried("this"), Tried("that"), Failed("a", Hub)], "a", "example/x:1")!.Said.Should().StartWith("this; that; and then");
    }

    private static EngineLogLine Failed(string task, string error) => new("pulling image failed", error, task);

    private static EngineLogLine Tried(string error) => new(Next + error, "", "");
}
