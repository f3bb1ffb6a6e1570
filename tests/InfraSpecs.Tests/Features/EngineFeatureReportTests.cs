namespace InfraSpecs.Tests.Features;

public sealed class EngineFeatureReportTests
{
    private readonly EngineFeatureReport _report = new(
        EngineFeatures.Privileged | EngineFeatures.BindMounts,
        new Dictionary<EngineFeatures, string>
        {
            [EngineFeatures.Overlay] = "its kernel makes no VXLAN link: not supported",
            [EngineFeatures.RoutingMesh] = "its kernel has no IPVS: not found",
        });

    [Fact]
    public void What_is_there_is_not_missed() => _report.WhyNot(EngineFeatures.Privileged | EngineFeatures.BindMounts).Should().BeNull();

    [Fact]
    public void What_is_missing_is_named_with_its_reason() => _report.WhyNot(EngineFeatures.Privileged | EngineFeatures.RoutingMesh)
        .Should().Be("the engine does not offer RoutingMesh (its kernel has no IPVS: not found)");
}
