using Docker.DotNet.Models;
using static InfraSpecs.Swarm.Tests.Fakes;

namespace InfraSpecs.Swarm.Tests.Replicas;

public sealed class ReplicaContainerTests
{
    [Theory]
    [InlineData("start", null, ReplicaEvent.Started, "")]
    [InlineData("health_status: healthy", null, ReplicaEvent.Healthy, "")]
    [InlineData("health_status: unhealthy", null, ReplicaEvent.Unhealthy, "")]
    [InlineData("kill", "3", ReplicaEvent.Stopping, "signal 3")]
    [InlineData("kill", "9", ReplicaEvent.Stopping, "signal 9")]
    [InlineData("die", null, ReplicaEvent.Ended, "exit code 7")]
    public void What_an_engine_tells_is_understood(string action, string? signal, ReplicaEvent what, string detail)
    {
        var change = Nginx("SIGQUIT").ChangeOf(action, Attributes(signal), Noon)!;
        (change.Event, change.Detail, change.Task, change.Node, change.Image, change.Digest, change.At)
            .Should().Be((what, detail, "web_nginx.2", "worker01", "registry:5000/nginx:1", "sha256:abc", Noon));
    }

    [Theory]
    [InlineData("SIGQUIT", "15")]
    [InlineData("", "1")]
    [InlineData(null, "12")]
    public void A_signal_that_does_not_end_it_is_none_of_its_changes(string? stop, string signal) =>
        Nginx(stop).ChangeOf("kill", Attributes(signal), Noon).Should().BeNull();

    [Theory]
    [InlineData(null, "15")]
    [InlineData("15", "15")]
    [InlineData("sigterm", "15")]
    [InlineData("WINCH", "28")]
    [InlineData("37", "37")]
    public void The_stop_signal_is_the_images(string? stop, string signal) =>
        Nginx(stop).ChangeOf("kill", Attributes(signal), Noon)!.Event.Should().Be(ReplicaEvent.Stopping);

    [Fact]
    public void Names_are_those_of_the_tasks_also_of_global_services() =>
        (Named("web.1.abc"), Named("web.pvmt97rzcj6im4wfocrmp6k8l.abc")).Should().Be(("web.1", "web.worker01"));

    private static string Named(string task) => ReplicaContainer.Read("c", "worker01", Facts("web", task), null).Task;

    private static ReplicaContainer Nginx(string? stop) => ReplicaContainer.Read(
        "c", "worker01", Facts("web_nginx", "web_nginx.2.abc"), new ContainerInspectResponse { Config = new ContainerConfig { StopSignal = stop } });

    private static Dictionary<string, string> Facts(string service, string task) => new()
    {
        ["com.docker.swarm.service.name"] = service, ["com.docker.swarm.task.name"] = task, ["image"] = "registry:5000/nginx:1@sha256:abc",
    };

    private static Dictionary<string, string> Attributes(string? signal) => signal is null
        ? new() { ["exitCode"] = "7" }
        : new() { ["signal"] = signal };
}
