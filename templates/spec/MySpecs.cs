[RequiresEngine]
public sealed class MySpecs(EngineFixture fixture)
{
    [Fact]
    public async Task It_says_when_it_is_ready()
    {
        var options = new ContainerOptions { Image = "busybox", Command = ["sh", "-c", "echo ready; exec sleep 60"] };
        await using var container = await Container.StartAsync(fixture.Engine, options, Token);
        await container.WaitForOutputAsync("^ready", 1, TimeSpan.FromSeconds(10), Token);
    }
}
