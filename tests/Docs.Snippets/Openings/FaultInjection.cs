[RequiresEngine(EngineFeatures.NetworkFaults)]
public sealed class ShopFaultSpecs(EngineFixture fixture)
{
    [Fact]
    public async Task It_answers_though_its_database_is_slow()
    {
        await using var network = await ContainerNetwork.CreateAsync(fixture.Engine, Token);
        await using var db = await Container.StartAsync(fixture.Engine, new ContainerOptions { Image = "example/db:3", Networks = [network.Name], Aliases = ["db"] }, Token);
        await using var shop = await Container.StartAsync(fixture.Engine, new ContainerOptions
        {
            Image = "example/shop:2", Networks = [network.Name], Ready = Ready.WhenHttpAnswers(8080, "/health"),
        }, Token);

        await using var fault = await Fault.BeginAsync(shop, new NetworkFault { Delay = TimeSpan.FromMilliseconds(200), Loss = 0.05, Peers = [db] }, Token);
        using var http = new HttpClient { BaseAddress = shop.Endpoint(8080) };
        (await http.GetStringAsync("/products", Token)).Should().Contain("lamp");
        (await fault.ReadAsync(Token)).Should().HaveBeenFelt();
    }
}
