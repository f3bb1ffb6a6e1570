using Docker.DotNet.Models;
using InfraSpecs.Cleanup;

namespace InfraSpecs.Tests.Cleanup;

public sealed class SteadyPortsTests
{
    [Fact]
    public void Ports_that_the_engine_was_to_choose_are_chosen_once_and_differ()
    {
        var (ports, first, second) = (new SteadyPorts(), Publishing("", "0", "8080"), Publishing(""));
        ports.Fix(first);
        ports.Fix(second);
        var chosen = PortsOf(first).Take(2).Concat(PortsOf(second)).ToList();
        chosen.Should().OnlyHaveUniqueItems().And.OnlyContain(it => int.Parse(it) >= 20000 && int.Parse(it) < 32000, "whoever asks the system for any port gets none of these");
        PortsOf(first)[2].Should().Be("8080", "somebody wanted that one");
    }

    [Fact]
    public void A_container_without_ports_is_left_alone()
    {
        var none = new CreateContainerParameters();
        new SteadyPorts().Fix(none);
        none.HostConfig.Should().BeNull();
    }

    private static CreateContainerParameters Publishing(params string[] ports) => new()
    {
        HostConfig = new HostConfig
        {
            PortBindings = new Dictionary<string, IList<PortBinding>> { ["1/tcp"] = [.. ports.Select(it => new PortBinding { HostIP = "127.0.0.1", HostPort = it })] },
        },
    };

    private static IReadOnlyList<string> PortsOf(CreateContainerParameters create) => [.. create.HostConfig!.PortBindings!["1/tcp"].Select(it => it.HostPort)];
}
