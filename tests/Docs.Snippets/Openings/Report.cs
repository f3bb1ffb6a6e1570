[RequiresEngine]
public sealed class ShopSpecs(EngineFixture fixture)
{
    [Fact]
    public async Task The_shop_finds_its_database()
    {
        await using var db = await Container.StartAsync(fixture.Engine, new ContainerOptions { Image = "example/db:4", Role = "db", Memory = 64 << 20 }, Token);
        await using var web = await Container.StartAsync(fixture.Engine, new ContainerOptions { Image = "example/shop:7", Role = "web" }, Token);
        await web.WaitForOutputAsync("ready to accept", 1, TimeSpan.FromSeconds(10), Token);
    }
}
