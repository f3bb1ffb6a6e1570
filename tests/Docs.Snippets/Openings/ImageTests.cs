using InfraSpecs.Images;

[RequiresEngine]
public sealed class AppImageSpecs(EngineFixture fixture)
{
    [Fact]
    public async Task It_stops_when_it_is_asked_to()
    {
        await using var run = await ImageRun.StartAsync(fixture.Engine, new ImageRunOptions { Image = "my/app:3" }, Token);

        var stop = await run.StopAsync(Token);

        stop.Should().HaveStopped();
    }
}
