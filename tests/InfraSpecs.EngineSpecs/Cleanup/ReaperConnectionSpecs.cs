using Docker.DotNet.Models;
using InfraSpecs.EngineSpecs.Connection;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cleanup;

/// <summary>A process that lives, whose connection to its reaper does not.</summary>
[RequiresEngine]
public sealed class ReaperConnectionSpecs(EngineFixture fixture) : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private readonly EngineProxy _proxy = new(fixture.Engine);
    private Engine _engine = null!;
    private Container _container = null!;

    private string ReaperId => _engine.Session.ResourceLabels[Session.ReaperLabel];

    public async ValueTask InitializeAsync()
    {
        _engine = await Engine.ConnectAsync(new EngineOptions { Endpoint = _proxy.Endpoint }, Token);
        var image = await fixture.Engine.Images.GetAsync("busybox", Token);
        _container = await _engine.StartAsync(_engine.NewContainer(image, "held").WithCommand("sleep", "120"), Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        (await ReapersAsync(Token)).Should().BeEmpty("an engine's disposal removes its reaper at once");
        await _proxy.DisposeAsync();
    }

    [Fact]
    public async Task A_connection_that_breaks_is_made_again_and_nothing_is_removed()
    {
        var reaper = (await ReapersAsync(Token)).Single();
        var before = await HoldsAsync(reaper, Token);
        before.Should().ContainSingle();
        _proxy.Cut();
        _proxy.Pass();
        await Wait.UntilAsync(
            "another connection", async token => (await HoldsAsync(reaper, token)).Except(before).Any() ? Probe.Ready(true) : Probe.NotYet<bool>("there is none"), Soon, Token);
        (await fixture.Engine.Client.Containers.InspectContainerAsync(_container.Id, Token)).State!.Running.Should().BeTrue();
    }

    [Fact]
    public async Task A_reaper_that_somebody_removes_is_replaced()
    {
        var reaper = (await ReapersAsync(Token)).Single();
        await fixture.Engine.Client.Containers.RemoveContainerAsync(reaper, new ContainerRemoveParameters { Force = true }, Token);
        await Wait.UntilAsync(
            "another reaper",
            async token => (await ReapersAsync(token)).SingleOrDefault() is { } other && other != reaper && (await HoldsAsync(other, token)).Count > 0
                ? Probe.Ready(true)
                : Probe.NotYet<bool>("there is none"),
            Soon,
            Token);
    }

    /// <summary>What runs in it beside itself.</summary>
    private async Task<IReadOnlyList<string>> HoldsAsync(string reaper, CancellationToken token) =>
        [.. (await fixture.Engine.Client.Containers.InspectContainerAsync(reaper, token)).ExecIDs ?? []];

    private async Task<IReadOnlyList<string>> ReapersAsync(CancellationToken token)
    {
        IDictionary<string, IDictionary<string, bool>> filters =
            new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [$"infraspecs.reaper.id={ReaperId}"] = true } };
        return [.. (await fixture.Engine.Client.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = filters }, token)).Select(it => it.ID)];
    }
}
