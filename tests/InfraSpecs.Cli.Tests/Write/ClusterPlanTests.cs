using InfraSpecs.Cli.Write;

namespace InfraSpecs.Cli.Tests.Write;

public sealed class ClusterPlanTests
{
    [Fact]
    public void A_port_in_host_mode_wants_a_node_for_each_replica()
    {
        var host = Service("a") with { Replicas = 5, Ports = [new ComposePort(80, 80, IsHost: true, "tcp")] };
        ClusterPlan.WorkersFor(Stack(host)).Should().Be(5);
        ClusterPlan.WorkersFor(Stack(host with { Ports = [], MostOnNode = 2 })).Should().Be(3);
        ClusterPlan.WorkersFor(Stack(host with { Ports = [], MostOnNode = 1, Constraints = [new Constraint("node.labels.disk", true, "ssd")] })).Should().Be(6);
    }

    [Fact]
    public void Each_value_of_a_label_has_a_worker() =>
        Labels(Service("a", new Constraint("node.labels.disk", true, "ssd")), Service("b", new Constraint("node.labels.disk", true, "hdd"))).Should().Equal(
        "worker01 disk=ssd", "worker02 disk=hdd");

    [Fact]
    public void A_label_of_a_service_on_managers_is_the_managers() =>
        Labels(Service("a", new Constraint("node.role", true, "manager"), new Constraint("node.labels.disk", true, "ssd"))).Should().Equal("manager disk=ssd");

    [Fact]
    public void What_is_excluded_is_somewhere() => Labels(Service("a", new Constraint("node.labels.disk", false, "hdd"))).Should().Equal("worker03 disk=hdd");

    private static IEnumerable<string> Labels(params ComposeService[] services) =>
        ClusterPlan.LabelsFor(Stack(services)).SelectMany(node => node.Value.Select(label => $"{node.Key} {label.Key}={label.Value}"));

    private static ComposeSeen Stack(params ComposeService[] services) => new() { Name = "s", Services = services };

    private static ComposeService Service(string name, params Constraint[] constraints) => new() { Name = name, Image = "a", Constraints = constraints };
}
