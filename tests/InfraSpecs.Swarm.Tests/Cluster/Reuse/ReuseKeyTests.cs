using InfraSpecs.Registry;

namespace InfraSpecs.Swarm.Tests.Cluster.Reuse;

public sealed class ReuseKeyTests
{
    private static readonly SwarmOptions Plain = new();

    /// <summary>Options that make another cluster.</summary>
    public static TheoryData<string, SwarmOptions> Others => new()
    {
        { "managers", Plain with { Managers = 3 } },
        { "workers", Plain with { Workers = 2 } },
        { "memory", Plain with { NodeMemory = 1 << 30 } },
        { "processors", Plain with { NodeCpus = 1 } },
        { "memory of one node", Plain with { NodeLimits = new Dictionary<string, NodeLimits> { ["worker01"] = new() { Memory = 1 << 30 } } } },
        { "processors of one node", Plain with { NodeLimits = new Dictionary<string, NodeLimits> { ["worker01"] = new() { Cpus = 1 } } } },
        { "heartbeat", Plain with { DispatcherHeartbeat = TimeSpan.FromSeconds(1) } },
        { "arguments", Plain with { EngineArguments = ["--debug"] } },
        { "ports", Plain with { ManagerPorts = [80] } },
        { "ports of workers", Plain with { WorkerPorts = [80] } },
        { "labels", Plain with { NodeLabels = new Dictionary<string, IReadOnlyDictionary<string, string>> { ["worker01"] = new Dictionary<string, string> { ["a"] = "b" } } } },
        { "registry", Plain with { Registry = new RegistryOptions { Users = new Dictionary<string, string> { ["jo"] = "x" } } } },
    };

    [Fact]
    public void The_same_image_and_options_have_the_same_key() => ReuseKey.Compute("sha256:1", Plain).Should().Be(ReuseKey.Compute("sha256:1", Plain with { Workers = 3 }));

    [Fact]
    public void Deadlines_and_images_to_preload_are_no_part_of_it() => ReuseKey.Compute("sha256:1", Plain)
        .Should().Be(ReuseKey.Compute("sha256:1", Plain with { ReadyWithin = TimeSpan.FromSeconds(5), Preload = ["echo"] }));

    [Fact]
    public void Another_image_has_another_key() => ReuseKey.Compute("sha256:1", Plain).Should().NotBe(ReuseKey.Compute("sha256:2", Plain));

    [Theory]
    [MemberData(nameof(Others))]
    public void Another_cluster_has_another_key(string what, SwarmOptions options) =>
        ReuseKey.Compute("sha256:1", options).Should().NotBe(ReuseKey.Compute("sha256:1", Plain), "it has other {0}", what);

    [Fact]
    public void Arguments_are_not_read_as_one_text() => ReuseKey.Compute("sha256:1", Plain with { EngineArguments = ["--a", "--b"] })
        .Should().NotBe(ReuseKey.Compute("sha256:1", Plain with { EngineArguments = ["--a--b"] }));
}
