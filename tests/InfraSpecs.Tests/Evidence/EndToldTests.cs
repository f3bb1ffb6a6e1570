using InfraSpecs.Evidence;

namespace InfraSpecs.Tests.Evidence;

public sealed class EndToldTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly RunScope Earlier = new("s1", "Specs"), Failed = new("s2", "Specs");

    private static readonly ContainerFacts Task = new()
    {
        Id = "task", Name = "web.1 on worker02", Status = "exited", ExitCode = 255, StartedAt = Noon.AddSeconds(-60), EndedAt = Noon, Outer = new OuterFacts("node", "worker02-1"),
    };

    private static readonly ContainerFacts Node = new() { Id = "node", Name = "worker02-1", Status = "exited", ExitCode = 137, StartedAt = Noon.AddSeconds(-90), EndedAt = Noon };

    private readonly KnownBreaks _breaks = new();

    [Fact]
    public void What_the_spec_did_is_its_own_and_no_finding()
    {
        Break(Failed, "It", Noon.AddSeconds(-1));
        Told(Task, Noon.AddSeconds(-9)).Should().Be("ended with worker02-1, killed (SIGKILL) by the spec");
        Told(Node, Noon.AddSeconds(-9)).Should().Be("killed (SIGKILL) by the spec");
        Causes(Noon.AddSeconds(-9)).Should().BeEmpty();
    }

    [Fact]
    public void What_an_earlier_spec_did_is_told_as_that()
    {
        Break(Earlier, "Node_is_lost", Noon.AddSeconds(-1));
        Told(Task, Noon.AddSeconds(2)).Should().Be("ended with worker02-1, killed (SIGKILL) by an earlier spec, Node_is_lost, 3 s before this one began");
        Causes(Noon.AddSeconds(2)).Should().Equal(
            "worker02-1 was killed (SIGKILL) by an earlier spec, Node_is_lost, 3 s before this one began, and was not started again. "
            + "What to do: start it again at the end of that spec, or give each of the two one of its own.");
    }

    [Fact]
    public void What_another_spec_does_meanwhile_and_what_a_fixture_does_is_told_as_that()
    {
        Break(Earlier, "Node_is_lost", Noon.AddSeconds(-1));
        Told(Task, Noon.AddSeconds(-9)).Should().Be("ended with worker02-1, killed (SIGKILL) by another spec, Node_is_lost");
        _breaks.Begin("other", new KnownBreak("stopped", BreakKind.Ends, new RunScope(null, "Specs"), null, Noon));
        Told(Node with { Id = "other" }, Noon).Should().Be("stopped by a fixture");
        _breaks.Begin("third", new KnownBreak("stopped", BreakKind.Ends, null, null, Noon));
        Told(Node with { Id = "third" }, Noon).Should().Be("stopped by this process, outside of any spec");
    }

    [Fact]
    public void What_was_started_after_that_ended_by_itself()
    {
        Break(Failed, "It", Noon.AddSeconds(-50));
        _breaks.End("node", Noon.AddSeconds(-45));
        Told(Task with { StartedAt = Noon.AddSeconds(-40), ExitCode = 3 }, Noon.AddSeconds(-55)).Should().BeNull();
        Told(Node with { StartedAt = Noon.AddSeconds(-45), ExitCode = 3 }, Noon.AddSeconds(-55)).Should().BeNull();
        _breaks.Now("node").Should().BeNull("it goes on");
    }

    [Fact]
    public void What_had_ended_before_was_not_ended_by_that()
    {
        Break(Failed, "It", Noon.AddSeconds(5));
        Told(Task with { ExitCode = 3 }, Noon.AddSeconds(-9)).Should().BeNull();
        Told(Node with { ExitCode = 3 }, Noon.AddSeconds(-9)).Should().BeNull();
    }

    [Fact]
    public void A_pause_ends_nothing_and_explains_that_nothing_is_answered()
    {
        _breaks.Begin("node", new KnownBreak("paused", BreakKind.Halts, Failed, "It", Noon.AddSeconds(-5)));
        Told(Task with { ExitCode = 3 }, Noon.AddSeconds(-9)).Should().BeNull();
        Told(Node with { Status = "paused", EndedAt = null }, Noon.AddSeconds(-9)).Should().Be("paused by the spec");
        _breaks.End("node", Noon);
        Told(Node with { Status = "running", EndedAt = null }, Noon.AddSeconds(-9)).Should().BeNull();
    }

    [Fact]
    public void What_ended_with_its_node_is_told_so_whoever_did_it()
    {
        var task = Task with { Outer = new OuterFacts("node", "worker02-1") { EndedAt = Noon.AddSeconds(-4) } };
        Told(task, Noon.AddSeconds(-10)).Should().Be("ended with worker02-1, 6 s after this spec began; who ended that is not known here");
        CausesOf(task, Noon.AddSeconds(-10)).Should().Equal(
            "web.1 on worker02 ended with worker02-1, 6 s after this spec began; who ended that is not known here. "
            + "What to do: look who kills, stops or restarts worker02-1: another process, as infraspecs break, or its machine.");
        Told(task, Noon.AddSeconds(-1)).Should().Be("ended with worker02-1, 3 s before this spec began; who ended that is not known here");
        CausesOf(task, Noon.AddSeconds(-1)).Should().BeEmpty("that is not why");
    }

    [Fact]
    public void Where_nobody_knows_who_ended_it_that_is_said()
    {
        var task = Task with { Outer = new OuterFacts(null, "its engine") { IsForgotten = true } };
        CausesOf(task, Noon.AddSeconds(-10)).Should().Equal(
            "web.1 on worker02 ended with exit code 255, and its engine does not remember its end, as where that ended too; whether it ended by itself, or who ended it, is not known here. "
            + "What to do: look whether its node was killed, stopped or restarted meanwhile; if nobody did that, look at its last lines.");
        Told(task, Noon.AddSeconds(1)).Should().Be("its engine does not remember its end, as where that ended too: whether it ended by itself is not known");
        CausesOf(task, Noon.AddSeconds(1)).Should().BeEmpty();
    }

    [Fact]
    public void Memory_that_ran_out_is_nobody_elses_doing() =>
        Told(Task with { OutOfMemory = true, ExitCode = 137, Outer = new OuterFacts("node", "worker02-1") { EndedAt = Noon } }, Noon).Should().BeNull();

    private void Break(RunScope by, string name, DateTimeOffset at) => _breaks.Begin("node", new KnownBreak("killed (SIGKILL)", BreakKind.Ends, by, name, at));

    private string? Told(ContainerFacts it, DateTimeOffset began) => EndTold.Of(it, _breaks, Failed, began).Broken;

    private IEnumerable<string> Causes(DateTimeOffset began) => [.. CausesOf(Node, began), .. CausesOf(Task, began)];

    private IEnumerable<string> CausesOf(ContainerFacts it, DateTimeOffset began) => DiagnosisRules.Judge(new FailureFacts([EndTold.Of(it, _breaks, Failed, began)])).Select(cause => $"{cause}");
}
