using System.Reflection;
using Xunit;
using Xunit.v3;

namespace InfraSpecs.Xunit;

/// <summary>
/// A spec, or a class of specs, that needs an engine and these features of it. Where they are missing the spec is skipped, with the
/// reason. Where CI is set, or INFRASPECS_REQUIRE=1, it fails instead (<see cref="Requirement"/>); only a feature that an engine's kernel lacks by nature
/// (<see cref="EngineFeatures.Overlay"/>, <see cref="EngineFeatures.RoutingMesh"/>, <see cref="EngineFeatures.NetworkFaults"/>, <see cref="EngineFeatures.ProcessTracing"/>) is skipped there too.
/// </summary>
/// <param name="features">What the engine must offer; default nothing beyond running containers.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RequiresEngineAttribute(EngineFeatures features = EngineFeatures.None) : BeforeAfterTestAttribute
{
    private const EngineFeatures ByNature = EngineFeatures.Overlay | EngineFeatures.RoutingMesh | EngineFeatures.NetworkFaults | EngineFeatures.ProcessTracing;

    /// <summary>What the engine must offer.</summary>
    public EngineFeatures Features => features;

    /// <inheritdoc/>
    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        var fixture = EngineFixture.Current
            ?? throw new InvalidOperationException("[RequiresEngine] needs [assembly: AssemblyFixture(typeof(EngineFixture))] in the test assembly.");
        if (fixture.UnavailableReason is { } reason) throw Requirement.Missing(reason);
        if (features == EngineFeatures.None) return;

        // xunit calls attributes synchronously. The answer is remembered, so that only the first spec waits for the probe.
        var offered = fixture.Engine.GetFeaturesAsync(TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        if (offered.WhyNot(features) is { } missing) throw Requirement.Missing(missing, mayBeMissing: offered.WhyNot(features & ~ByNature) is null);
    }
}
