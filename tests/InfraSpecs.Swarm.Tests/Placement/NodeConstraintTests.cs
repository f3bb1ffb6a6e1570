using static InfraSpecs.Swarm.Tests.Fakes;

namespace InfraSpecs.Swarm.Tests.Placement;

public sealed class NodeConstraintTests
{
    private static readonly NodeState Fast = Node("Worker07") with { Labels = new Dictionary<string, string> { ["disk"] = "ssd" } };

    [Theory]
    [InlineData("node.role==worker", true)]
    [InlineData("node.role != manager", true)]
    [InlineData("node.role == manager", false)]
    [InlineData("node.hostname==worker07", true)]
    [InlineData("node.id==id-Worker07", true)]
    [InlineData("node.labels.disk == SSD", true)]
    [InlineData("node.labels.disk != ssd", false)]
    [InlineData("node.labels.rack != a", true)]
    [InlineData("node.labels.rack == a", false)]
    public void It_is_judged_as_swarmkit_does(string constraint, bool met) => Fast.Meets(constraint).Should().Be(met);

    [Theory]
    [InlineData("node.role=worker", "*is no constraint*")]
    [InlineData("", "*is no constraint*")]
    [InlineData("node.platform.os==linux", "*does not tell*")]
    public void What_cannot_be_judged_is_an_error(string constraint, string message) =>
        Fast.Invoking(it => it.Meets(constraint)).Should().Throw<ArgumentException>().WithMessage(message);

    [Fact]
    public void What_cannot_be_judged_does_not_make_a_node_ineligible() =>
        (Placed(1) with { Constraints = ["node.platform.os==linux", "node.role==worker"] }).EligibleNodes.Select(it => it.Name).Should().Equal("worker01", "worker02");
}
