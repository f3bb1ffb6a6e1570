using Docker.DotNet.Models;

namespace InfraSpecs.Swarm.Tests.Services;

public sealed class ServiceFactsTests
{
    [Fact]
    public void Ports_are_as_they_were_asked_for() => ServiceFacts.Read(new SwarmService
    {
        ID = "a",
        Spec = new ServiceSpec
        {
            Name = "web",
            EndpointSpec = new EndpointSpec
            {
                Ports =
                [
                    new PortConfig { TargetPort = 80, PublishedPort = 8080, PublishMode = "ingress", Protocol = "tcp" },
                    new PortConfig { TargetPort = 53, PublishMode = "host", Protocol = "udp" },
                ],
            },
        },
    }).Ports.Should().Equal(new ServicePort(80, 8080), new ServicePort(53) { Mode = PortMode.Host, Protocol = PortProtocol.Udp });
}
