namespace InfraSpecs.Swarm.Tests.Named;

public sealed class NodeListTests
{
    [Fact]
    public void What_the_docker_command_lists_is_read() => NodeList.Read("""
        {"Availability":"Active","EngineVersion":"26.1.5","Hostname":"manager","ID":"a","ManagerStatus":"Leader","Self":true,"Status":"Ready","TLSStatus":"Ready"}
        {"Availability":"Drain","EngineVersion":"26.1.5","Hostname":"worker01","ID":"b","ManagerStatus":"","Self":false,"Status":"Down","TLSStatus":"Ready"}

        """).Should().Equal(new Dictionary<string, (string, string)> { ["manager"] = ("ready", "active"), ["worker01"] = ("down", "drain") });
}
