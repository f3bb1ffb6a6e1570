using Docker.DotNet.Models;
using static InfraSpecs.Swarm.Tests.Fakes;

namespace InfraSpecs.Swarm.Tests.Placement;

public sealed class AllocationFailureTests
{
    private const string Id = "t5aq4adzzzghqlszbwv4hsbim";

    [Fact]
    public void A_network_without_free_addresses_is_named()
    {
        var network = new NetworkResponse { ID = Id, Name = "tiny", IPAM = new IPAM { Config = [new IPAMConfig { Subnet = "10.77.0.0/30" }] } };
        var told = AllocationFailure.Tell(Task(1, TaskState.New, ""), $"failed to allocate network IP for task kqz4 network {Id}: could not find an available IP", [network]);
        told.Sentence.Should().Be("web.1 is new: network tiny (10.77.0.0/30) has no free address: could not find an available IP");
        told.Advice.Should().Contain("subnet");
    }

    [Fact]
    public void A_network_that_nobody_knows_has_its_ID() =>
        AllocationFailure.Tell(Task(1, TaskState.New, ""), $"network {Id}: could not find an available IP", []).Told.Should().StartWith($"network {Id} has");

    [Fact]
    public void Anything_else_is_told_as_it_was_said() => AllocationFailure.Tell(Task(1, TaskState.New, ""), "port 80 is taken", []).Told.Should().Be("port 80 is taken");
}
