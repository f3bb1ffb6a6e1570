using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Connection;

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

    // Testcontainers would go on with the client of the first.
    [Fact]
    public async Task A_session_begins_anew_at_the_address_of_one_that_is_over()
    {
        await using var proxy = new EngineProxy(fixture.Engine);
        var options = new EngineOptions { Endpoint = proxy.Endpoint };
        for (var session = 0; session < 2; session++)
        {
            await using var engine = await Engine.ConnectAsync(options, Token);
            engine.Endpoint.Should().Be(proxy.Endpoint);
            await using var container = await Container.StartAsync(engine, new ContainerOptions { Image = "busybox", Command = ["sleep", "100"] }, Token);
            (await container.ExecAsync(["true"], Token)).ExitCode.Should().Be(0);
        }
    }

    [Fact]
    public async Task What_is_being_made_when_the_session_ends_is_removed_too_and_nothing_is_made_later()
    {
        var engine = await Engine.ConnectAsync(Token);
        var making = Enumerable.Range(0, 4).Select(_ => MakeVolumesAsync()).ToList();
        await Wait.UntilAsync("a volume", async _ => await LeftOfAsync(engine.Session) is { Count: > 0 } ? Probe.Ready(true) : Probe.NotYet<bool>("none"), TimeSpan.FromSeconds(10), Token);
        await engine.DisposeAsync();
        await Task.WhenAny(Task.WhenAll(making));
        (await LeftOfAsync(engine.Session)).Should().BeEmpty();

        async Task MakeVolumesAsync()
        {
            while (true) await engine.Client.Volumes.CreateAsync(new Docker.DotNet.Models.VolumesCreateParameters { Labels = engine.Session.Labels.ToDictionary() }, Token);
        }
    }

    private async Task<IReadOnlyList<string>> LeftOfAsync(Session session)
    {
        var all = (await fixture.Engine.Client.Volumes.ListAsync(Token)).Volumes ?? [];
        return [.. all.Where(it => it.Labels?.TryGetValue(Session.IdLabel, out var id) == true && id == session.Labels[Session.IdLabel]).Select(it => it.Name)];
    }

    [Fact]
    public void A_containers_name_says_what_it_is_for_and_whose_it_is()
    {
        var name = fixture.Engine.Session.ShortId;
        name.Should().MatchRegex("^[0-9a-f]{8}$");
        fixture.Engine.Session.Labels.Should().ContainKey(Session.IdLabel).And.ContainKey(Session.OwnerLabel);
    }
}
