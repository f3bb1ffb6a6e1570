[assembly: AssemblyFixture(typeof(EngineFixture))]

[RequiresEngine]
public sealed class FirstSpecs(EngineFixture fixture)
{
    [Fact]
    public async Task It_says_when_it_is_ready()
    {
        var job = new ContainerOptions { Image = "busybox", Command = ["sh", "-c", "echo starting; echo ready; exec sleep 60"] };
        await using var container = await Container.StartAsync(fixture.Engine, job, Token);
        await container.WaitForOutputAsync("^steady", 1, TimeSpan.FromSeconds(2), Token);
    }
}
