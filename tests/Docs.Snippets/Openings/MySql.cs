using InfraSpecs.MySql;

[RequiresEngine]
public sealed class DatabaseSpecs(EngineFixture fixture)
{
    [Fact]
    public async Task Its_rows_outlive_its_container()
    {
        await using var data = await DataVolumeContainer.CreateAsync(fixture.Engine, "/var/lib/mysql", Token);
        var options = new MySqlOptions { Data = data, Database = "volume_test", User = "example", Password = "example" };
        await using (var server = await MySqlServer.StartAsync(fixture.Engine, options, Token))
        {
            await server.ScriptAsync("CREATE TABLE user (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(255))", Token);
            await server.ExecuteAsync("INSERT INTO user (name) VALUES ('gihyo')", Token);
            server.Storage.Should().OutliveTheContainer();
        }

        await using var next = await MySqlServer.StartAsync(fixture.Engine, options, Token);
        (await next.QueryAsync("SELECT name FROM user", Token)).Column<string>("name").Should().Equal("gihyo");
    }
}
