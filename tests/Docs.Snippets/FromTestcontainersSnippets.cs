using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;
using InfraSpecs;
using InfraSpecs.Xunit;
using Wait = DotNet.Testcontainers.Builders.Wait;

namespace Docs.Snippets;

internal static class FromTestcontainersSnippets
{
    public static async Task HeldAsync(Engine engine, CancellationToken token)
    {
        await using var container = new ContainerBuilder("example/api:2").WithPortBinding(8080, true).Build();
        await container.StartAsync(token);

        var api = engine.Hold(container);
        await api.WaitForOutputAsync("^listening", 1, TimeSpan.FromSeconds(30), token);
    }

    public static async Task FoundAsync(Engine engine, CancellationToken token)
    {
        await using var web = await engine.HoldAsync("shop-web-1", token);
        await web.WaitUntilAsync(Ready.WhenHttpAnswers(8080, "/health"), TimeSpan.FromSeconds(10), token);
    }
}

public sealed class BareApi : IAsyncLifetime
{
    public IContainer Container { get; } = new ContainerBuilder("example/api:2")
        .WithEnvironment("DB_HOST", "db")
        .WithPortBinding(8080, true)
        .WithWaitStrategy(Wait.ForUnixContainer().UntilHttpRequestIsSucceeded(it => it.ForPort(8080).ForPath("/health")))
        .Build();

    public async ValueTask InitializeAsync() => await Container.StartAsync();

    public ValueTask DisposeAsync() => Container.DisposeAsync();
}

public sealed class HeldApi(EngineFixture engine) : ContainerFixture(engine)
{
    protected override ContainerOptions Options => new()
    {
        Image = "example/api:2",
        Environment = new Dictionary<string, string> { ["DB_HOST"] = "db" },
        Ready = Ready.WhenHttpAnswers(8080, "/health"),
    };
}
