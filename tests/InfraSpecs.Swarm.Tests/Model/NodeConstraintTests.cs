using static InfraSpecs.Swarm.Tests.Fakes;

namespace InfraSpecs.Swarm.Tests.Model;

public sealed class NodeConstraintTests
{
    private static readonly NodeState Fast = Node("Worker07") with
    {
        Labels = new Dictionary<string, string> { ["disk"] = "ssd" }, EngineLabels = new Dictionary<string, string> { ["com.example.gpu"] = "Yes" }, Os = "linux", Architecture = "x86_64",
        Address = "10.0.7.9",
    };

    [Theory]
    [InlineData("node.role==worker", true)]
    [InlineData("node.role != manager", true)]
    [InlineData("node.role == manager", false)]
    [InlineData("NODE.Role == WORKER", true)]
    [InlineData("node.hostname==worker07", true)]
    [InlineData("node.id==id-Worker07", true)]
    [InlineData("node.labels.disk == SSD", true)]
    [InlineData("node.labels.disk != ssd", false)]
    [InlineData("Node.Labels.disk == ssd", true)]
    [InlineData("node.labels.Disk == ssd", false)]
    [InlineData("node.labels.rack != a", true)]
    [InlineData("node.labels.rack == a", false)]
    [InlineData("node.platform.os==linux", true)]
    [InlineData("node.platform.os == Linux", true)]
    [InlineData("node.platform.os!=linux", false)]
    [InlineData("node.platform.arch==X86_64", true)]
    [InlineData("node.platform.arch==amd64", false)]
    [InlineData("engine.labels.com.example.gpu==yes", true)]
    [InlineData("engine.labels.com.example.gpu!=yes", false)]
    [InlineData("engine.labels.gpu==yes", false)]
    [InlineData("node.ip==10.0.7.9", true)]
    [InlineData("node.ip!=10.0.7.9", false)]
    [InlineData("node.ip==::ffff:10.0.7.9", true)]
    [InlineData("node.ip==10.0.7.1/24", true)]
    [InlineData("node.ip==10.0.0.0/21", true)]
    [InlineData("node.ip==10.0.8.0/21", false)]
    [InlineData("node.ip!=10.0.0.0/8", false)]
    [InlineData("node.ip==0.0.0.0/0", true)]
    [InlineData("node.ip==2001:db8::/32", false)]
    [InlineData("node.ip!=2001:db8::/32", true)]
    public void It_is_judged_as_swarmkit_does(string constraint, bool met) => Fast.Meets(constraint).Should().Be(met);

    [Theory]
    [InlineData("node.role=worker", "'node.role=worker' is no constraint; write it as node.role==worker or node.labels.disk!=ssd.*")]
    [InlineData("", "'' is no constraint*")]
    [InlineData("node.lables.az==a", "'node.lables.az==a' asks for 'node.lables.az', which nodes do not have; did you mean node.labels.az?*")]
    [InlineData("node.label.az==a", "*did you mean node.labels.az?*")]
    [InlineData("labels.az==a", "*did you mean node.labels.az?*")]
    [InlineData("engine.label.az==a", "*did you mean engine.labels.az?*")]
    [InlineData("node.host==a", "*did you mean*")]
    [InlineData("node.hostnam!=a", "*did you mean node.hostname?*")]
    [InlineData("role==manager", "*did you mean node.role?*")]
    [InlineData("hostname==worker01", "*did you mean node.hostname?*")]
    [InlineData("node.labels.==a", "*'node.labels.', which nodes do not have; there are*")]
    [InlineData("az==a", "*did you mean node.labels.az?*")]
    [InlineData("==a", "*asks for '', which nodes do not have; there are*")]
    [InlineData("far.away.unicorn==a", "*there are node.id, node.hostname, node.ip, node.role, node.platform.os, node.platform.arch, node.labels.name or engine.labels.name.*")]
    [InlineData("a!=b==c", "*asks for 'a!=b', which nodes do not have*")]
    [InlineData("node.labels.a b==c", "*has a label's name with other characters than*")]
    [InlineData("node.labels.a==b,c", "*has the value 'b,c'*")]
    [InlineData("node.labels.a==", "*names no value*")]
    [InlineData("node.role==boss", "*asks for a role that there is not; it is manager or worker*")]
    [InlineData("node.ip==10.0.0", "*asks for what is no address*")]
    [InlineData("node.ip==10.0.0.0/33", "*asks for what is no address*")]
    [InlineData("node.ip==010.0.0.1", "*asks for what is no address*")]
    [InlineData("node.ip==[::1]", "*asks for what is no address*")]
    public void What_no_node_can_meet_is_an_error_that_says_what_to_write(string constraint, string message) =>
        Fast.Invoking(it => it.Meets(constraint)).Should().Throw<ArgumentException>().WithMessage(message);

    [Theory]
    [InlineData("node.platform.os==linux")]
    [InlineData("node.platform.arch!=x86_64")]
    public void What_is_not_known_of_a_node_cannot_be_judged(string constraint) =>
        Node("worker08").Invoking(it => it.Meets(constraint)).Should().Throw<ArgumentException>().WithMessage("*does not tell of worker08*");

    [Fact]
    public void What_cannot_be_judged_does_not_make_a_node_ineligible() =>
        (Placed(1) with { Constraints = ["node.platform.os==linux", "node.role==worker"] }).EligibleNodes.Select(it => it.Name).Should().Equal("worker01", "worker02");

    [Theory]
    [InlineData("node.labels.az", null)]
    [InlineData("ENGINE.labels.az", null)]
    [InlineData("spread=node.labels.az", "'spread=node.labels.az' is nothing that tasks are spread over; did you mean node.labels.az?")]
    [InlineData("spread=az", "'spread=az' is nothing that tasks are spread over; did you mean node.labels.az?")]
    [InlineData("node.lables.az", "'node.lables.az' is nothing that tasks are spread over; did you mean node.labels.az?")]
    [InlineData("az", "'az' is nothing that tasks are spread over; did you mean node.labels.az?")]
    [InlineData("node.hostname", "'node.hostname' is nothing that tasks are spread over; there are node.labels.name or engine.labels.name.")]
    [InlineData("node.labels.", "'node.labels.' is nothing that tasks are spread over; there are node.labels.name or engine.labels.name.")]
    [InlineData("", "'' is nothing that tasks are spread over; there are node.labels.name or engine.labels.name.")]
    public void Tasks_are_spread_over_labels_alone(string preference, string? why) => SpreadPreference.WhyNot(preference).Should().Be(why);

    [Fact]
    public void Options_that_name_what_nodes_do_not_have_are_refused()
    {
        var options = new ServiceOptions { Name = "web", Image = "x", Constraints = ["node.lables.az==a", "node.role==worker"], Preferences = ["az"] };
        options.Invoking(it => it.Validate()).Should().Throw<InvalidOptionsException>().Which.Message.Should()
            .Contain("Constraints: 'node.lables.az==a' asks for 'node.lables.az', which nodes do not have; did you mean node.labels.az?")
            .And.Contain("Preferences: 'az' is nothing that tasks are spread over; did you mean node.labels.az?");
    }

    [Fact]
    public void Nodes_that_do_not_meet_a_constraint_or_cannot_run_the_image_are_not_eligible()
    {
        var nodes = new ClusterNodes([Manager with { Os = "linux", Architecture = "aarch64" }, Worker1 with { Os = "linux", Architecture = "x86_64" },
            Worker2 with { Os = "windows", Architecture = "x86_64" }]);
        var placed = Placed(1) with { Nodes = nodes };
        Eligible(placed with { Constraints = ["node.platform.os==linux"] }).Should().Equal("manager", "worker01");
        Eligible(placed with { Constraints = ["node.lables.az!=a"] }).Should().BeEmpty("swarmkit takes it, and no node ever meets it");
        Eligible(placed with { Platforms = [new ImagePlatform("linux", "arm64")] }).Should().Equal("manager");
        Eligible(placed with { Platforms = [new ImagePlatform("linux", "s390x"), new ImagePlatform("windows", "amd64")] }).Should().Equal("worker02");
        Eligible(placed with { Platforms = [new ImagePlatform("linux", "")] }).Should().Equal("manager", "worker01");

        static IEnumerable<string> Eligible(InfraSpecs.Swarm.Placement placed) => placed.EligibleNodes.Select(it => it.Name);
    }

    [Theory]
    [InlineData("node.labels.sdd!=true", "no node has the label node.labels.sdd (did you mean ssd?)")]
    [InlineData("node.labels.sdd==true", "no node has the label node.labels.sdd (did you mean ssd?)")]
    [InlineData("node.labels.SSD==true", "no node has the label node.labels.SSD (did you mean ssd?)")]
    [InlineData("node.labels.zone==a", "no node has the label node.labels.zone; there are rack, ssd")]
    [InlineData("engine.labels.gpu!=a", "no node has the label engine.labels.gpu, nor any other")]
    [InlineData("node.labels.rack!=c", "no node has the node.labels.rack c; there are a, b")]
    [InlineData("node.hostname!=worker07", "no node has the node.hostname worker07 (did you mean worker01?)")]
    [InlineData("node.ip!=10.9.0.0/16", "no node has the node.ip 10.9.0.0/16; there is 10.0.0.1")]
    [InlineData("node.labels.rack!=b", null)]
    [InlineData("node.labels.rack==c", "no node has the node.labels.rack c; there are a, b")]
    [InlineData("node.hostname==worker3", "no node has the node.hostname worker3 (did you mean worker01?)")]
    [InlineData("engine.labels.gpu==a", null)]
    [InlineData("node.labels.ssd!=true", null)]
    [InlineData("node.platform.os==linux", null)]
    [InlineData("node.role!=manager", null)]
    public void What_no_node_has_holds_everywhere_or_nowhere(string constraint, string? why)
    {
        var nodes = new ClusterNodes([
            Manager with { Os = "linux" }, Worker1 with { Os = "linux", Labels = new Dictionary<string, string> { ["rack"] = "a", ["ssd"] = "true" } },
            Worker2 with { Os = "linux", Labels = new Dictionary<string, string> { ["rack"] = "b" } }]);
        (Placed(1) with { Nodes = nodes }).WhyNoNodeHas(constraint).Should().Be(why);
    }
}
