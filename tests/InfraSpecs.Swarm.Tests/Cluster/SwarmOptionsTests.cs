using InfraSpecs.Registry;

namespace InfraSpecs.Swarm.Tests.Cluster;

public sealed class SwarmOptionsTests
{
    [Fact]
    public void The_defaults_can_be_used() => new SwarmOptions().Validate();

    [Fact]
    public void Nodes_are_named_as_in_the_tutorial() =>
        new SwarmOptions { Managers = 3, Workers = 2 }.NodeNames.Should().Equal("manager", "manager02", "manager03", "worker01", "worker02");

    [Fact]
    public void All_errors_are_named_at_once()
    {
        var options = new SwarmOptions
        {
            Managers = 2,
            Workers = 100,
            Image = " ",
            NodeCpus = 0,
            NodeMemory = 1 << 20,
            ManagerPorts = [0, 80],
            WorkerPorts = [2376],
            Preload = [""],
            Registry = new RegistryOptions { Network = "mine" },
            DispatcherHeartbeat = TimeSpan.FromMilliseconds(100),
            ReadyWithin = TimeSpan.Zero,
        };
        options.Invoking(it => it.Validate()).Should().Throw<InvalidOptionsException>().Which.Errors.Should().Equal(
            "Managers is 2; it must be 1, 3, 5 or 7.",
            "Workers is 100; it must be from 0 to 99.",
            "Image is empty; name an image source or an image.",
            "NodeCpus is 0; it must be from 0.01 to 1024.",
            "NodeMemory is 1048576 bytes; it must be from 128 MiB, which an engine needs, to 1 PiB.",
            "ManagerPorts has 0, 80; ports are from 1 to 65535, and 2376 is the engine's own.",
            "WorkerPorts has 2376; ports are from 1 to 65535, and 2376 is the engine's own.",
            "Registry.Network is mine; the cluster's registry is in the cluster's network.",
            "Preload has an empty name; name image sources or images.",
            "DispatcherHeartbeat is 00:00:00.1000000; it must be 1 s or more.",
            "ReadyWithin is 00:00:00; it must be more than zero.");
    }

    [Fact]
    public void Labels_of_a_node_that_is_not_there_are_refused()
    {
        var options = new SwarmOptions { NodeLabels = new Dictionary<string, IReadOnlyDictionary<string, string>> { ["worker04"] = new Dictionary<string, string>() } };
        options.Invoking(it => it.Validate()).Should().Throw<InvalidOptionsException>().Which.Errors.Should().Equal("NodeLabels names worker04; the nodes are manager, worker01 and so on: 1 and 3.");
    }

    [Fact]
    public void Limits_of_a_node_hold_before_those_of_all()
    {
        var options = new SwarmOptions
        {
            NodeCpus = 2, NodeMemory = 1 << 30,
            NodeLimits = new Dictionary<string, NodeLimits> { ["worker01"] = new() { Cpus = 0.5 }, ["worker02"] = new() { Memory = 256 << 20 } },
        };
        options.Validate();
        options.NodeNames.Select(it => (options.CpusOf(it), options.MemoryOf(it))).Should().Equal((2, 1 << 30), (0.5, 1 << 30), (2, 256 << 20), (2, 1 << 30));
    }

    [Fact]
    public void Limits_that_no_node_can_have_are_refused()
    {
        var options = new SwarmOptions { NodeLimits = new Dictionary<string, NodeLimits> { ["worker04"] = new(), ["worker01"] = new() { Cpus = 0, Memory = 1 << 20 } } };
        options.Invoking(it => it.Validate()).Should().Throw<InvalidOptionsException>().Which.Errors.Should().Equal(
            "NodeLimits names worker04; the nodes are manager, worker01 and so on: 1 and 3.",
            "NodeLimits[worker01].Cpus is 0; it must be from 0.01 to 1024.",
            "NodeLimits[worker01].Memory is 1048576 bytes; it must be from 128 MiB, which an engine needs, to 1 PiB.");
    }

    [Fact]
    public void No_names_are_made_of_a_number_that_is_out_of_range()
    {
        var options = new SwarmOptions { Workers = 1_000_000_000, NodeLabels = new Dictionary<string, IReadOnlyDictionary<string, string>> { ["worker01"] = new Dictionary<string, string>() } };
        options.Invoking(it => it.Validate()).Should().Throw<InvalidOptionsException>().Which.Errors.Should().Equal("Workers is 1000000000; it must be from 0 to 99.");
    }

    [Fact]
    public void A_cluster_that_is_kept_may_depend_on_nothing_that_ends_with_the_process()
    {
        var options = new SwarmOptions { Configure = it => it, Registry = new RegistryOptions { Tls = true } };
        options.Invoking(it => it.Validate("a/b")).Should().Throw<InvalidOptionsException>().WithMessage(
            """
            SwarmOptions cannot be used; nothing was started.
              The name of the cluster is 'a/b'; a name has up to 40 letters, digits, '-', '_' and '.', and begins with a letter or digit.
              Configure is set; what it does cannot be compared between runs.
              Registry.Tls is set; the registry's certificate authority ends with this process.
              What to do: set the named properties to usable values.
            """);
    }
}
