using InfraSpecs.Cli;
using InfraSpecs.Swarm;

namespace InfraSpecs.EngineSpecs.Cli.Named;

/// <summary>Descriptions of clusters; no engine is asked.</summary>
public sealed class SwarmDescriptionSpecs
{
    private static readonly UpSwarmPlan Usual = new() { Name = "demo", Options = new SwarmOptions() };

    [Fact]
    public void All_that_it_says_is_meant()
    {
        var plan = SwarmDescription.Read("/src/swarm.yml", """
            managers: 3
            workers:
              - labels: { disk: ssd, zone: a }
              - {}
            cpus: 0.5
            memory: 512m
            ports: [8080, 8443]
            preload: [nginx:1.27]
            stacks: { front: stacks/shop.yml }
            visualizer: false
            """, Usual);
        plan.Options.Should().BeEquivalentTo(new { Managers = 3, Workers = 2, NodeCpus = 0.5, NodeMemory = 512L << 20, ManagerPorts = new[] { 8080, 8443 } });
        plan.Options.NodeLabels.Should().ContainSingle().Which.Should().Match<KeyValuePair<string, IReadOnlyDictionary<string, string>>>(
            it => it.Key == "worker01" && it.Value["disk"] == "ssd" && it.Value["zone"] == "a");
        plan.Preload.Should().Equal("nginx:1.27");
        plan.Stacks.Should().Equal(("front", "/src/stacks/shop.yml"));
        plan.HasVisualizer.Should().BeFalse();
        plan.Started.ManagerPorts.Should().Equal(8080, 8443);
    }

    [Fact]
    public void What_it_does_not_say_stays()
    {
        var plan = SwarmDescription.Read("swarm.yml", "workers: 1\nstacks: [shop.yml]\n", Usual);
        plan.Options.Should().Be(Usual.Options with { Workers = 1, NodeLabels = plan.Options.NodeLabels, ManagerPorts = plan.Options.ManagerPorts });
        plan.Stacks.Should().Equal(("shop", Path.GetFullPath("shop.yml")));
        plan.Started.ManagerPorts.Should().Equal(9000);
    }

    [Theory]
    [InlineData("managers: 1\nworker: 3", "swarm.yml:2: there is no 'worker'; did you mean workers?")]
    [InlineData("nonsense: 3", "swarm.yml:1: there is no 'nonsense'; there are managers, workers, cpus, memory, ports, preload, stacks, visualizer.")]
    [InlineData("workers: many", "swarm.yml:1: 'many' is no whole number.")]
    [InlineData("workers:\n  - worker01", "swarm.yml:2: a worker is a mapping, as { labels: { disk: ssd } }, or {}.")]
    [InlineData("workers:\n  - memory: 1g", "swarm.yml:2: a worker has labels, and no 'memory'.")]
    [InlineData("workers:\n  - labels: ssd", "swarm.yml:2: labels are a mapping, as { disk: ssd }.")]
    [InlineData("cpus: half", "swarm.yml:1: 'half' is not a number of processors, as 0.5.")]
    [InlineData("memory: 512x", "swarm.yml:1: '512x' is no amount of memory, as 512m or 1g.")]
    [InlineData("memory: -1g", "swarm.yml:1: '-1g' is no amount of memory, as 512m or 1g.")]
    [InlineData("ports: 8080", "swarm.yml:1: ports is a list.")]
    [InlineData("preload: ['']", "swarm.yml:1: it is empty, or no single value.")]
    [InlineData("visualizer: perhaps", "swarm.yml:1: 'perhaps' is neither true nor false.")]
    [InlineData("- a", "swarm.yml: it has none of managers, workers, cpus, memory, ports, preload, stacks, visualizer.")]
    [InlineData("", "swarm.yml: it has none of managers, workers, cpus, memory, ports, preload, stacks, visualizer.")]
    public void What_cannot_be_meant_is_said_with_its_line(string text, string sentence)
    {
        var read = () => SwarmDescription.Read("swarm.yml", text, Usual);
        read.Should().Throw<InfraSpecsException>().Which.Message.Should().Be($"{sentence}\n  What to do: mend the file; nothing was started.");
    }

    [Fact]
    public void What_is_no_YAML_is_said_with_its_line()
    {
        var read = () => SwarmDescription.Read("swarm.yml", "managers: 1\nworkers: [", Usual);
        read.Should().Throw<InfraSpecsException>().Which.Message.Should().StartWith("swarm.yml:");
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_said()
    {
        var read = () => SwarmDescription.ReadAsync("/nowhere/swarm.yml", Usual, ThisTest.Token);
        (await read.Should().ThrowAsync<InfraSpecsException>()).Which.Message.Should().StartWith("/nowhere/swarm.yml: there is no such file.");
    }
}
