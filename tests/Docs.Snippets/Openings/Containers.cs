[RequiresEngine]
public sealed class ApiSpecs(EngineFixture fixture)
{
    [Fact]
    public async Task It_lists_its_users()
    {
        await using var api = await Container.StartAsync(fixture.Engine, new ContainerOptions
        {
            Image = "example/api:2",
            Environment = new Dictionary<string, string> { ["DB_HOST"] = "db" },
            Files = [ContainerFile.FromText("/etc/api/api.conf", "workers = 2\n")],
            Ready = Ready.WhenHttpAnswers(8080, "/"),
        }, Token);

        using var http = new HttpClient { BaseAddress = api.Endpoint(8080) };
        (await http.GetStringAsync("/users", Token)).Should().Contain("jo");
    }
}
