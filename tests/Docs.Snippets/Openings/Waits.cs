[RequiresEngine]
public sealed class LogSpecs(EngineFixture fixture)
{
    [Fact]
    public async Task It_says_in_its_log_that_it_is_up()
    {
        await using var app = await Container.StartAsync(fixture.Engine, new ContainerOptions { Image = "example/app:2" }, Token);
        await app.WaitForFileLinesAsync("/var/log/app.log", "up", 1, TimeSpan.FromSeconds(1), Token);
    }
}
