using InfraSpecs.Swarm;

namespace InfraSpecs.Cli.Tests.Named;

public sealed class SwarmDescriptionTests
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
        plan.Options.Should().Be(Usual.Options with { Workers = 1, NodeLabels = plan.Options.NodeLabels, NodeLimits = plan.Options.NodeLimits, ManagerPorts = plan.Options.ManagerPorts });
        plan.Stacks.Should().Equal(("shop", Path.GetFullPath("shop.yml")));
        plan.Started.ManagerPorts.Should().Equal(9000);
        plan.Started.NodeLimits.Should().BeEmpty();
    }

    [Fact]
    public void Each_node_may_have_processors_and_memory_of_its_own()
    {
        var plan = SwarmDescription.Read("swarm.yml", """
            managers:
              - { memory: 1g }
              - {}
              - labels: { zone: a }
            workers:
              - labels: { disk: ssd }
                cpus: 0.25
                memory: 256m
              - {}
            memory: 512m
            """, Usual);
        plan.Options.Should().BeEquivalentTo(new { Managers = 3, Workers = 2, NodeCpus = (double?)null, NodeMemory = 512L << 20 });
        plan.Options.NodeLabels.Keys.Should().BeEquivalentTo("manager03", "worker01");
        plan.Started.NodeLimits.Should().Equal(new Dictionary<string, NodeLimits>
        {
            ["manager"] = new() { Memory = 1L << 30 }, ["worker01"] = new() { Cpus = 0.25, Memory = 256L << 20 },
        });
    }

    [Fact]
    public void All_nodes_of_a_role_may_have_the_same()
    {
        var plan = SwarmDescription.Read("swarm.yml", "managers: { memory: 1g }\nworkers: { count: 2, cpus: 0.25, memory: 256m }\n", Usual);
        (plan.Options.Managers, plan.Options.Workers).Should().Be((1, 2));
        var (manager, worker) = (new NodeLimits { Memory = 1L << 30 }, new NodeLimits { Cpus = 0.25, Memory = 256L << 20 });
        plan.Started.NodeLimits.Should().Equal(new Dictionary<string, NodeLimits> { ["manager"] = manager, ["worker01"] = worker, ["worker02"] = worker });
        var more = plan with { Options = plan.Options with { Managers = 3, Workers = 3 } };
        more.Started.NodeLimits.Keys.Should().BeEquivalentTo(["manager", "manager02", "manager03", "worker01", "worker02", "worker03"], "the command line may ask for others");
        (plan with { Options = plan.Options with { Workers = 1_000_000_000 } }).Started.NodeLimits.Should().HaveCount(100, "a number that no cluster has is refused later");
    }

    [Theory]
    [InlineData("managers: 1\nworker: 3", "swarm.yml:2: there is no 'worker'; did you mean workers?")]
    [InlineData("nonsense: 3", "swarm.yml:1: there is no 'nonsense'; there are managers, workers, cpus, memory, ports, preload, stacks, visualizer.")]
    [InlineData("workers: many", "swarm.yml:1: 'many' is no whole number.")]
    [InlineData("workers:\n  - worker01", "swarm.yml:2: a worker is a mapping, as { labels: { disk: ssd } }, or {}.")]
    [InlineData("workers:\n  - disk: ssd", "swarm.yml:2: a worker has labels, cpus and memory, and no 'disk'.")]
    [InlineData("managers:\n  - {}\n  - count: 2", "swarm.yml:3: a manager has labels, cpus and memory, and no 'count'.")]
    [InlineData("workers: { count: 2, labels: { disk: ssd } }", "swarm.yml:1: workers has count, cpus and memory, and no 'labels'.")]
    [InlineData("workers: { count: many }", "swarm.yml:1: 'many' is no whole number.")]
    [InlineData("workers:\n  - {}\n  - cpus: half", "swarm.yml:3: 'half' is not a number of processors, as 0.5.")]
    [InlineData("workers:\n  - cpus: 0", "swarm.yml:2: cpus is 0, and must be from 0.01 to 1024.")]
    [InlineData("cpus: 2000", "swarm.yml:1: cpus is 2000, and must be from 0.01 to 1024.")]
    [InlineData("cpus: .nan", "swarm.yml:1: '.nan' is not a number of processors, as 0.5.")]
    [InlineData("managers:\n  memory: 64m", "swarm.yml:2: memory is 64m, and must be 128m or more, which an engine needs.")]
    [InlineData("workers:\n  - labels: {}\n    memory: lots", "swarm.yml:3: 'lots' is no amount of memory, as 512m or 1g.")]
    [InlineData("workers:\n  - memory: [1g]", "swarm.yml:2: it is empty, or no single value.")]
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
