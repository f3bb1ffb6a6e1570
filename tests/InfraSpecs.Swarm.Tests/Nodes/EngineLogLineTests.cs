namespace InfraSpecs.Swarm.Tests.Nodes;

public sealed class EngineLogLineTests
{
    [Fact]
    public void Pairs_are_read_with_their_escapes() => EngineLogLine.Parse(
        "time=\"2026-11-29T15:13:16.542293494Z\" level=error msg=\"pulling image failed\" error=\"Get \\\"http://registry:5000/v2/\\\": no such\\nhost\" module=node/agent/taskmanager task.id=ziytv")
        .Should().Be(new EngineLogLine("pulling image failed", "Get \"http://registry:5000/v2/\": no such host", "ziytv"));

    [Fact]
    public void JSON_is_read_too() => EngineLogLine.Parse(
        """{"error":"manifest unknown","level":"error","msg":"pulling image failed","task.id":"abc","n":1}""").Should().Be(new EngineLogLine("pulling image failed", "manifest unknown", "abc"));

    [Theory]
    [InlineData("")]
    [InlineData("iptables: no chain")]
    [InlineData("{broken")]
    [InlineData("{\"level\":\"info\"}")]
    public void What_is_none_is_none(string line) => EngineLogLine.Parse(line).Should().BeNull();
}
