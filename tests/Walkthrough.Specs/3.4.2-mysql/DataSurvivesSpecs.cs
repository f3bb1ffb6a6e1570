using InfraSpecs;
using InfraSpecs.MySql;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace Walkthrough.Specs.MySql;

[RequiresEngine]
[Trait("Section", "3.4.2")]
public sealed class DataSurvivesSpecs(EngineFixture fixture)
{
    internal const string UserTable = """
        CREATE TABLE user(
          id int PRIMARY KEY AUTO_INCREMENT,
          name VARCHAR(255)
        ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;
        INSERT INTO user (name) VALUES ('gihyo'), ('docker'), ('Solomon Hykes');
        """;

    internal static readonly MySqlOptions Options = new() { Database = "volume_test", User = "example", Password = "example" };

    [Fact]
    public async Task A_new_server_on_the_same_data_volume_container_has_the_rows()
    {
        await using var data = await DataVolumeContainer.CreateAsync(
            fixture.Engine, "/var/lib/mysql", new DataVolumeOptions { Image = "example/mysql-data:latest" }, Token);
        await using (var first = await MySqlServer.StartAsync(fixture.Engine, Options with { Data = data }, Token))
        {
            await first.ScriptAsync(UserTable, Token);
            await first.StopAsync(Token);
        }

        await using var second = await MySqlServer.StartAsync(fixture.Engine, Options with { Data = data }, Token);
        (await NamesAsync(second)).Should().Equal("gihyo", "docker", "Solomon Hykes");
        second.Storage.Should().OutliveTheContainer();
    }

    [Fact]
    [Trait("Beyond", "true")]
    public async Task After_SIGKILL_under_write_load_every_acknowledged_commit_is_there()
    {
        await using var data = await DataVolumeContainer.CreateAsync(fixture.Engine, "/var/lib/mysql", Token);
        await using var first = await MySqlServer.StartAsync(fixture.Engine, Options with { Data = data }, Token);
        await first.ScriptAsync(UserTable, Token);
        await using var ledger = await WriteLedger.StartAsync(first.ConnectionString, Token);
        await ledger.WaitForCommitsAsync(200, TimeSpan.FromMinutes(1), Token);
        await first.KillAsync(Token);
        await ledger.StopAsync(Token);
        await first.DisposeAsync();

        await using var second = await MySqlServer.StartAsync(fixture.Engine, Options with { Data = data }, Token);
        (await ledger.CompareAsync(second.ConnectionString, Token)).Should().HaveLostNothing();
        (await NamesAsync(second)).Should().Equal("gihyo", "docker", "Solomon Hykes");
    }

    [Fact]
    public async Task Without_the_data_volume_container_the_rows_are_gone_and_the_spec_says_why()
    {
        await using (var first = await MySqlServer.StartAsync(fixture.Engine, Options, Token)) await first.ScriptAsync(UserTable, Token);
        await using var second = await MySqlServer.StartAsync(fixture.Engine, Options, Token);

        var survival = async () => (await NamesAsync(second)).Should().HaveCount(3);
        (await survival.Should().ThrowAsync<MySqlServerException>().Where(e => e.Reason == MySqlServerReason.StatementRefused)).Which.Message.Should()
            .Contain("Table 'volume_test.user' doesn't exist")
            .And.Contain("keeps /var/lib/mysql on a volume of its own at /var/lib/mysql: it is gone when the container is removed")
            .And.Contain("give the server the data of the one before it, by MySqlOptions.Data");
        var claim = () => second.Storage.Should().OutliveTheContainer();
        claim.Should().Throw<SpecFailedException>().WithMessage("*to outlive the container, but it does not*");
    }

    internal static async Task<IReadOnlyList<string?>> NamesAsync(MySqlServer server) =>
        (await server.QueryAsync("SELECT name FROM user ORDER BY id", Token)).Column<string>("name");
}
