using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs;

/// <summary>Specs of what must leave nothing behind: each has a session of its own, which is asked at the spec's end.</summary>
public abstract class OwnEngineSpecs(EngineFixture fixture) : IAsyncLifetime
{
    private Engine? _engine;

    protected Engine Engine => _engine!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(fixture.UnavailableReason is not null, fixture.UnavailableReason ?? "");
        _engine = await Engine.ConnectAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_engine is null) return;
        (await _engine.ListResourcesAsync(Token)).Should().BeEmpty();
        await _engine.DisposeAsync();
    }
}
