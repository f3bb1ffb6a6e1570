using InfraSpecs.EngineSpecs.Faults;
using InfraSpecs.MySql;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.MySql.Server;

[RequiresEngine]
public sealed class DataSpecs(EngineFixture fixture)
{
    [Fact]
    public async Task A_data_volume_at_the_wrong_path_fails_the_start()
    {
        await using var data = await DataVolumeContainer.CreateAsync(fixture.Engine, "/var/lib/mysqld", Token);
        var start = () => MySqlServer.StartAsync(fixture.Engine, new MySqlOptions { Data = data }, Token);
        (await start.Should().ThrowAsync<MySqlServerException>().Where(e => e.Reason == MySqlServerReason.DataNotUsed)).Which.Message.Should()
            .Contain($"does not write to the data that it was given, /var/lib/mysqld of {data.Name}")
            .And.Contain("/var/lib/mysql on a volume of its own")
            .And.Contain("with the path /var/lib/mysql");
    }

    [Fact]
    public async Task A_data_volume_that_is_not_mounted_fails_the_start()
    {
        await using var data = await DataVolumeContainer.CreateAsync(fixture.Engine, "/var/lib/mysql", Token);
        var options = new MySqlOptions
        {
            Data = data, Golden = true,
            Configure = container => container.WithCreateParameterModifier(create => create.HostConfig!.VolumesFrom = []),
        };
        var start = () => MySqlServer.StartAsync(fixture.Engine, options, Token);
        (await start.Should().ThrowAsync<MySqlServerException>().Where(e => e.Reason == MySqlServerReason.DataNotUsed)).Which.Storage!.Kind.Should().Be(StorageKind.OwnVolume);
    }

    [Theory]
    [InlineData("/var/lib/mysql")]
    [InlineData("/scratch")]
    public async Task A_server_that_writes_to_memory_fails_the_start(string memory)
    {
        await using var data = await DataVolumeContainer.CreateAsync(fixture.Engine, memory == "/var/lib/mysql" ? "/elsewhere" : "/var/lib/mysql", Token);
        var options = new MySqlOptions
        {
            Data = data,
            Golden = false,
            Arguments = memory == "/scratch" ? ["--datadir=/scratch/data"] : [],
            Configure = container => container.WithTmpfsMount(memory),
        };
        var start = () => MySqlServer.StartAsync(fixture.Engine, options, Token);
        (await start.Should().ThrowAsync<MySqlServerException>().Where(e => e.Reason == MySqlServerReason.DataNotUsed)).Which.Message.Should()
            .Contain($"in memory (a tmpfs at {memory}): it is gone when the container stops");
    }

    [Fact]
    public async Task Without_data_the_storage_does_not_outlive_the_container_and_says_so()
    {
        await using var server = await MySqlServer.StartAsync(fixture.Engine, new MySqlOptions { Database = "volume_test" }, Token);
        var claim = () => server.Storage.Should().OutliveTheContainer("the next server needs it");
        claim.Should().Throw<SpecFailedException>().Which.Message.Should()
            .Contain("to outlive the container because the next server needs it")
            .And.Contain("on a volume of its own at /var/lib/mysql: it is gone when the container is removed");
        var query = () => server.QueryAsync("SELECT name FROM user", Token);
        (await query.Should().ThrowAsync<MySqlServerException>().Where(e => e.Reason == MySqlServerReason.StatementRefused)).Which.Message.Should()
            .Contain("doesn't exist").And.Contain("give the server the data of the one before it, by MySqlOptions.Data");
    }

    [Fact]
    public async Task A_folder_or_a_volume_with_a_name_outlives_the_container()
    {
        var volume = $"named-{fixture.Engine.Session.ShortId}";
        await fixture.Engine.Client.Volumes.CreateAsync(new() { Name = volume, Labels = fixture.Engine.Session.Labels.ToDictionary() }, Token);
        var options = new MySqlOptions { Golden = true, Configure = container => container.WithVolumeMount(volume, "/var/lib/mysql") };
        await using (var server = await MySqlServer.StartAsync(fixture.Engine, options, Token))
        {
            server.Storage.Should().OutliveTheContainer();
            server.Storage.Source.Should().Be(volume);
        }

        await fixture.Engine.Client.Volumes.RemoveAsync(volume, false, Token);
    }

    [Fact]
    [Fault("MySQL", "data that a restore gave to root alone", Names = "Permission denied")]
    public async Task Data_that_the_server_may_not_write_fails_the_start_with_the_servers_words()
    {
        await using var data = await DataVolumeContainer.CreateAsync(fixture.Engine, "/var/lib/mysql", Token);
        var options = new MySqlOptions { Data = data, Golden = false, Database = "shop" };
        await (await MySqlServer.StartAsync(fixture.Engine, options, Token)).DisposeAsync();
        var image = await fixture.Engine.Images.GetAsync("mysql", Token);
        await using (var vandal = await fixture.Engine.StartAsync(fixture.Engine.NewContainer(image, "vandal").WithVolumesFrom(data).WithEntrypoint("sleep", "600"), Token))
        {
            // A restore that kept nobody's numbers: all is root's, and nobody else may read it.
            string[] owner = ["sh", "-c", "chown -R 0:0 /var/lib/mysql && chmod -R go= /var/lib/mysql"];
            (await vandal.ExecAsync(owner, Token)).ExitCode.Should().Be(0);
        }

        // An image whose entrypoint may not mend it, since it is not root.
        var asMySql = options with { ReadyWithin = TimeSpan.FromSeconds(30), Configure = container => container.WithCreateParameterModifier(create => create.User = "999:999") };
        var start = () => MySqlServer.StartAsync(fixture.Engine, asMySql, Token);
        var failure = await start.Should().ThrowAsync<MySqlServerException>().Where(e => e.Reason == MySqlServerReason.NotReady);
        failure.Which.ShouldNameItsFault();
        failure.Which.Message.Should().Contain("/var/lib/mysql belongs to 0:0 with the mode 0700; the server runs as 999:999.").And.Contain("chown -R 999:999 /var/lib/mysql");
        // The image's own entrypoint, as root, gives the data back to the server.
        await (await MySqlServer.StartAsync(fixture.Engine, options, Token)).DisposeAsync();
    }
}
