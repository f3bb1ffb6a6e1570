using InfraSpecs.Xunit;
using Xunit.v3;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Xunit;

[RequiresEngine]
public sealed class RequiresEngineSpecs(EngineFixture fixture)
{
    [Fact]
    public void No_feature_is_asked_for_by_default() => Before(new RequiresEngineAttribute()).Should().BeNull();

    [Theory]
    [InlineData(EngineFeatures.Privileged)]
    [InlineData(EngineFeatures.BindMounts)]
    [InlineData(EngineFeatures.Overlay)]
    [InlineData(EngineFeatures.RoutingMesh)]
    [InlineData(EngineFeatures.NetworkFaults)]
    [InlineData(EngineFeatures.ProcessTracing)]
    public async Task A_feature_that_is_missing_skips_with_the_reason_and_one_that_is_there_does_not(EngineFeatures feature)
    {
        var report = await fixture.Engine.GetFeaturesAsync(Token);
        var message = Before(new RequiresEngineAttribute(feature));
        if (report.Present.HasFlag(feature))
        {
            message.Should().BeNull();
            return;
        }

        var byNature = feature is EngineFeatures.Overlay or EngineFeatures.RoutingMesh or EngineFeatures.NetworkFaults or EngineFeatures.ProcessTracing;
        message.Should().Be(Requirement.Missing(report.WhyNot(feature)!, mayBeMissing: byNature).Message);
        if (byNature) message.Should().Be(DynamicSkipToken.Value + report.WhyNot(feature));
    }

    // Not Record.Exception, which lets a skip through.
    private static string? Before(RequiresEngineAttribute attribute)
    {
        try
        {
            attribute.Before(typeof(RequiresEngineSpecs).GetMethod(nameof(No_feature_is_asked_for_by_default))!, null!);
            return null;
        }
        catch (Exception e)
        {
            return e.Message;
        }
    }
}
