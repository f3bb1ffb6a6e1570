using InfraSpecs.Evidence;

namespace InfraSpecs.Tests.Evidence;

public sealed class HeldLinesTests
{
    private static readonly RunScope Spec = new("s1", "Specs", "c1");

    private readonly HeldLines _held = new();

    [Fact]
    public void What_a_red_spec_its_fixtures_or_all_have_removed_is_taken_once()
    {
        RunScope[] scopes = [Spec, new("s2", "Specs", "c1"), new(null, "Specs", "c1"), new(null, "Others", "c1"), new(null, null, "c1"), new(null, null, "c2"), RunScope.All];
        foreach (var scope in scopes) _held.Add(scope, new EvidenceLine("log", $"{scope.Spec} {scope.Class} {scope.Collection}"));
        _held.Take(Spec).Select(it => it.Fields).Should().BeEquivalentTo(new[] { "s1 Specs c1", " Specs c1", "  c1", "  " });
        _held.Take(Spec).Should().BeEmpty();
    }

    [Fact]
    public void Of_a_green_spec_nothing_is_kept()
    {
        _held.Add(Spec, new EvidenceLine("log", "line"));
        _held.Drop("s1");
        _held.Take(Spec).Should().BeEmpty();
    }

    [Fact]
    public void Of_many_the_last_are_kept()
    {
        for (var number = 0; number < 100; number++) _held.Add(Spec, new EvidenceLine("log", number));
        _held.Take(Spec).Select(it => it.Fields).Should().Equal(Enumerable.Range(40, 60).Cast<object>());
    }

    [Fact]
    public void Of_many_specs_the_oldest_are_forgotten()
    {
        for (var number = 0; number < 100; number++) _held.Add(new RunScope($"s{number}", "Specs"), new EvidenceLine("log", number));
        _held.Take(new RunScope("s0", "Specs")).Should().BeEmpty();
        _held.Take(new RunScope("s99", "Specs")).Should().ContainSingle();
    }
}
