using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Connecting;

[RequiresEngine]
public sealed class EngineSpecs(EngineFixture fixture)
{
    [Fact]
    public async Task It_reports_the_versions_that_the_engine_does()
    {
        var engine = fixture.Engine;
        var version = await engine.Client.System.GetVersionAsync(Token);
        engine.Version.Should().Be(version.Version);
        engine.ApiVersion.Should().Be(Version.Parse(version.APIVersion)).And.BeGreaterThanOrEqualTo(Engine.MinimumApiVersion);
    }

    [Fact]
    public async Task Its_features_are_found_by_trying_and_each_is_present_or_missing_with_a_reason()
    {
        await using var engine = await Engine.ConnectAsync(Token);
        var report = await engine.GetFeaturesAsync(Token);
        foreach (var feature in Enum.GetValues<EngineFeatures>().Where(feature => feature != EngineFeatures.None))
        {
            report.Missing.ContainsKey(feature).Should().Be(!report.Present.HasFlag(feature), report.ToString());
        }

        report.Missing.Values.Should().NotContain(reason => string.IsNullOrWhiteSpace(reason));
        (await engine.ListResourcesAsync(Token)).Should().BeEmpty("the probe cleans up");
    }

    [Fact]
    public void A_containers_name_says_what_it_is_for_and_whose_it_is()
    {
        var name = fixture.Engine.Session.ShortId;
        name.Should().MatchRegex("^[0-9a-f]{8}$");
        fixture.Engine.Session.Labels.Should().ContainKey(Session.IdLabel).And.ContainKey(Session.OwnerLabel);
    }
}
