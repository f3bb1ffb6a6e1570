using InfraSpecs.MySql;
using InfraSpecs.Xunit;
using MySqlConnector;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.MySql.Server;

/// <summary>Data outlives a container only if every place does where the server keeps some.</summary>
[RequiresEngine]
public sealed class StoragePlaceSpecs(EngineFixture fixture)
{
    // A folder of the container's own that the server may write to.
    private static readonly string[] WithFolder = ["sh", "-c", "mkdir -p /srv/redo /srv/tables && chown mysql /srv/redo /srv/tables && exec docker-entrypoint.sh \"$@\"", "sh"];

    [Fact]
    public async Task A_volume_that_is_memory_does_not()
    {
        var options = new Dictionary<string, string> { ["type"] = "tmpfs", ["device"] = "tmpfs", ["o"] = "size=1g" };
        await using var server = await StartAsync("mariadb", options, golden: true);
        Failure(server).Should().Contain("but it does not: \"its data directory in /var/lib/mysql\" will be lost").And.Contain("is on a tmpfs): it is gone when no container uses it");
    }

    [Fact]
    public async Task A_redo_log_and_a_table_elsewhere_do_not_with_MySQL()
    {
        await using var server = await StartAsync("mysql", [], false, "--innodb-log-group-home-dir=/srv/redo", "--innodb-directories=/srv/tables");
        Failure(server).Should().Contain("InnoDB's redo log in /srv/redo, in the container's own file system: it is gone").And.NotContain("tablespaces");
        await server.ScriptAsync("CREATE TABLE item (id INT) DATA DIRECTORY='/srv/tables'", Token);
        Failure(server).Should().Contain("tablespaces in /srv/tables/shop, in the container's own file system");
        await server.RestartAsync(Token);
        Failure(server).Should().Contain("tablespaces in /srv/tables/shop");
    }

    [Theory]
    [InlineData("InnoDB", "/srv/tables/shop")]
    [InlineData("Aria", "/srv/tables")]
    [InlineData("MyISAM", "/srv/tables")]
    public async Task A_table_elsewhere_does_not_with_MariaDB(string engine, string place)
    {
        await using var server = await StartAsync("mariadb", [], false);
        server.Storage.Should().OutliveTheContainer();
        await using (var connection = new MySqlConnection(server.RootConnectionString))
        {
            await connection.OpenAsync(Token);
            await using var create = new MySqlCommand($"CREATE TABLE item (id INT) ENGINE={engine} DATA DIRECTORY='/srv/tables'", connection);
            await create.ExecuteNonQueryAsync(Token);
        }

        (await server.ReadStorageAsync(Token)).OutlivesTheContainer.Should().BeFalse();
        Failure(server).Should().Contain($"tables in {place}, in the container's own file system");
    }

    private static string Failure(MySqlServer server)
    {
        var claim = () => server.Storage.Should().OutliveTheContainer();
        return claim.Should().Throw<SpecFailedException>().Which.Message;
    }

    private async Task<MySqlServer> StartAsync(string image, Dictionary<string, string> driver, bool golden, params string[] arguments)
    {
        var volume = await fixture.Engine.Client.Volumes.CreateAsync(
            new() { Name = $"places-{Guid.NewGuid():N}", DriverOpts = driver, Labels = fixture.Engine.Session.Labels.ToDictionary() }, Token);
        return await MySqlServer.StartAsync(fixture.Engine, new MySqlOptions
        {
            Image = image,
            Database = "shop",
            Golden = golden,
            Arguments = [image == "mysql" ? "mysqld" : "mariadbd", .. arguments],
            Configure = container =>
            {
                var mounted = container.WithVolumeMount(volume.Name, "/var/lib/mysql");
                return golden ? mounted : mounted.WithEntrypoint(WithFolder);
            },
        }, Token);
    }
}
