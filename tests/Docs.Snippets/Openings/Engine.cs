[assembly: AssemblyFixture(typeof(EngineFixture))]

[RequiresEngine]
public sealed class HelloSpecs(EngineFixture fixture)
{
    [Fact]
    public async Task A_container_says_hello()
    {
        var hello = new ContainerOptions { Image = "busybox", Command = ["echo", "hello"], Ready = Ready.WhenExitsWith(0) };
        await using var container = await Container.StartAsync(fixture.Engine, hello, Token);
        await container.WaitForOutputAsync("^hello$", 1, TimeSpan.FromSeconds(2), Token);
    }
}
