using Docker.DotNet.Models;
using InfraSpecs.EngineSpecs.Faults;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.EngineSpecs.Swarm.Services.ServicesCluster;
using static InfraSpecs.Xunit.Spec;
using ServiceMode = InfraSpecs.Swarm.ServiceMode;

namespace InfraSpecs.EngineSpecs.Swarm.Services;

/// <summary>Tasks that no node suits: the scheduler counts nodes, and the failure says what they lack.</summary>
[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
[Collection(FailingServicesCollection.Name)]
public sealed class SchedulingFaultSpecs(ServicesCluster shared)
{
    private SwarmCluster Cluster => shared.Cluster;

    [Fact]
    [Fault("Swarm", "a constraint whose key is misspelt", Names = "'node.lables.az==a' asks for 'node.lables.az', which nodes do not have; did you mean node.labels.az?")]
    public async Task A_misspelt_key() => (await FailureAsync(Sleeper("misspelt") with { Configure = Constrained("node.lables.az==a") })).ShouldNameItsFault();

    [Fact]
    [Fault("Swarm", "a constraint on a label that no node has", Names = "no node has the label node.labels.zone; there is az")]
    public async Task A_label_that_no_node_has() => (await FailureAsync(Sleeper("labelless") with { Constraints = ["node.labels.zone==a"] })).ShouldNameItsFault();

    [Fact]
    [Fault("Swarm", "constraints that no node meets together", Names = "node.role==manager holds for manager; node.labels.az==b holds for worker02")]
    public async Task Constraints_that_exclude_each_other() =>
        (await FailureAsync(Sleeper("contrary") with { Constraints = ["node.role==manager", "node.labels.az==b"] })).ShouldNameItsFault();

    [Fact]
    [Fault("Swarm", "more memory reserved than a node has", Names = "it wants 1,024 GiB of memory, and free are ")]
    public async Task More_memory_than_a_node_has() => (await FailureAsync(Sleeper("greedy") with { MemoryReservation = 1L << 40 })).ShouldNameItsFault();

    [Fact]
    [Fault("Swarm", "more processors reserved than are free", Names = "it wants 500 of processors, and free are ")]
    public async Task More_processors_than_a_node_has() => (await FailureAsync(Sleeper("busy") with { CpuReservation = 500 })).ShouldNameItsFault();

    [Fact]
    [Fault("Swarm", "a generic resource that no node has", Names = "it wants 2 of gpu, and free are 0 on manager")]
    public async Task A_resource_that_no_node_has()
    {
        var gpus = new GenericResource { DiscreteResourceSpec = new DiscreteGenericResource { Kind = "gpu", Value = 2 } };
        (await FailureAsync(Sleeper("gpus") with { Configure = it => it.TaskTemplate!.Resources!.Reservations!.GenericResources = [gpus] })).ShouldNameItsFault();
    }

    [Fact]
    [Fault("Swarm", "a log driver that nodes do not have", Names = "no node has the log driver jsonfile (did you mean json-file?)")]
    public async Task A_log_driver_that_no_node_has() =>
        (await FailureAsync(Sleeper("logless") with { Configure = it => it.TaskTemplate!.LogDriver = new SwarmDriver { Name = "jsonfile" } })).ShouldNameItsFault();

    [Fact]
    [Fault("Swarm", "a volume driver that nodes do not have", Names = "no node has the volume driver nfs; there is local")]
    public async Task A_volume_driver_that_no_node_has()
    {
        var mount = new Mount { Type = "volume", Source = "data", Target = "/data", VolumeOptions = new VolumeOptions { DriverConfig = new Driver { Name = "nfs" } } };
        (await FailureAsync(Sleeper("volumeless") with { Configure = it => it.TaskTemplate!.ContainerSpec!.Mounts = [mount] })).ShouldNameItsFault();
    }

    [Fact]
    [Fault("Swarm", "a port in host mode that another service holds", Names = "port 8081/tcp is held by holder on manager, holder on worker01, holder on worker02")]
    public async Task A_port_that_another_service_holds()
    {
        await using var holder = await Cluster.CreateServiceAsync(Sleeper("holder") with { Mode = ServiceMode.Global, Ports = [new ServicePort(80, 8081) { Mode = PortMode.Host }] }, Token);
        await holder.WaitUntilConvergedAsync(Token);
        (await FailureAsync(Sleeper("portless") with { Ports = [new ServicePort(80, 8081) { Mode = PortMode.Host }] })).ShouldNameItsFault();
    }

    [Fact]
    [Fault("Swarm", "more tasks than nodes, and one for each node", Names = "each node may have 1 task of it")]
    public async Task More_tasks_than_nodes() => (await FailureAsync(Sleeper("single") with { Replicas = 4, MaxReplicasPerNode = 1 })).ShouldNameItsFault();

    [Fact]
    [Fault("Swarm", "all nodes drained or paused", Names = "manager is paused, worker01 is drained, worker02 is drained")]
    [Fault("Swarm", "the only node that meets a constraint is drained", Names = "node.hostname==worker01 holds for worker01, which is drained")]
    [Fault("Swarm", "a global service, and all nodes drained or paused", Names = "no node may have tasks: manager is paused, worker01 is drained, worker02 is drained")]
    public async Task Nodes_that_are_drained_or_paused()
    {
        await Task.WhenAll(Cluster["worker01"].DrainAsync(Token), Cluster["worker02"].DrainAsync(Token), Cluster.Manager.PauseAsync(Token));
        try
        {
            (await FailureAsync(Sleeper("homeless"))).ShouldNameItsFault("all nodes drained or paused");
            (await FailureAsync(Sleeper("pinned") with { Constraints = ["node.hostname==worker01"] })).ShouldNameItsFault("the only node that meets a constraint is drained");
            (await FailureAsync(Sleeper("nowhere") with { Mode = ServiceMode.Global })).ShouldNameItsFault("a global service, and all nodes drained or paused");
        }
        finally
        {
            await Task.WhenAll(Cluster.Nodes.Select(it => it.ActivateAsync(CancellationToken.None)));
        }
    }

    private static Action<ServiceSpec> Constrained(string constraint) => it => it.TaskTemplate!.Placement!.Constraints = [constraint];

    private async Task<ServiceException> FailureAsync(ServiceOptions options)
    {
        await using var service = await Cluster.CreateServiceAsync(options with { UnplaceableFor = TimeSpan.FromSeconds(1) }, Token);
        var wait = () => service.WaitUntilConvergedAsync(Token);
        var failure = (await wait.Should().ThrowAsync<ServiceException>().Where(e => e.Reason == ServiceReason.NotConverged)).Which;
        TestContext.Current.TestOutputHelper!.WriteLine(failure.Message);
        failure.IsHopeless.Should().BeTrue();
        return failure;
    }
}
