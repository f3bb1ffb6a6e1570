using InfraSpecs.Registry;

[RequiresEngine]
public sealed class RegistrySpecs(RegistryFixture fixture, EngineFixture engine) : IClassFixture<RegistryFixture>
{
    [Fact]
    public async Task What_is_pushed_is_pulled_and_runs()
    {
        var pushed = await fixture.Registry.PushAsync("example/echo:latest", Token);
        (await fixture.Registry.ReadContentsAsync(Token)).Should().HaveTag("example/echo:latest").And.HaveDigest(pushed);

        await using var pulled = await fixture.Registry.PullAsync("example/echo:latest", Token);
        await using var echo = await engine.Engine.StartAsync(engine.Engine.NewContainer(pulled.Reference, "echo").WithLoopbackPort(8080), Token);
    }
}
