using InfraSpecs;
using InfraSpecs.MySql;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace Walkthrough.Specs.MySql;

[RequiresEngine]
[Trait("Section", "3.4.2")]
public sealed class BackupSpecs(EngineFixture fixture) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("infraspecs-");

    [Fact]
    public async Task The_exported_volume_restores_into_a_new_data_volume_container()
    {
        await using var data = await DataVolumeContainer.CreateAsync(fixture.Engine, "/var/lib/mysql", Token);
        await using var server = await MySqlServer.StartAsync(fixture.Engine, DataSurvivesSpecs.Options with { Data = data }, Token);
        await server.ScriptAsync(DataSurvivesSpecs.UserTable, Token);
        var before = await FingerprintAsync(server);

        var archive = Path.Combine(_folder.FullName, "mysql-backup.tar.gz");
        await data.ExportAsync(archive, new VolumeExportOptions { Quiesce = Quiesce.Stop }, Token);
        await using var restored = await DataVolumeContainer.RestoreAsync(fixture.Engine, archive, new VolumeRestoreOptions(), Token);
        await using var other = await MySqlServer.StartAsync(fixture.Engine, DataSurvivesSpecs.Options with { Data = restored }, Token);
        (await FingerprintAsync(other)).Should().MatchFingerprint(before);
        (await DataSurvivesSpecs.NamesAsync(other)).Should().Equal("gihyo", "docker", "Solomon Hykes");
    }

    [Fact]
    public async Task The_volume_of_a_running_server_is_not_exported()
    {
        await using var data = await DataVolumeContainer.CreateAsync(fixture.Engine, "/var/lib/mysql", Token);
        await using var server = await MySqlServer.StartAsync(fixture.Engine, DataSurvivesSpecs.Options with { Data = data }, Token);
        var export = () => data.ExportAsync(Path.Combine(_folder.FullName, "mysql-backup.tar.gz"), new VolumeExportOptions(), Token);
        (await export.Should().ThrowAsync<VolumeException>().Where(e => e.Reason == VolumeReason.InUse)).Which.Message.Should().Contain(server.Container.Name);
    }

    [Theory]
    [Trait("Beyond", "true")]
    [InlineData("mysql")]
    [InlineData("mariadb")]
    public async Task A_dump_restores_into_another_server(string image)
    {
        await using var server = await MySqlServer.StartAsync(fixture.Engine, DataSurvivesSpecs.Options with { InitScripts = [SameDefault] }, Token);
        await server.ScriptAsync(DataSurvivesSpecs.UserTable, Token);
        var before = await FingerprintAsync(server);
        var dump = Path.Combine(_folder.FullName, "volume_test.sql");
        await server.DumpAsync(dump, new DumpOptions(), Token);

        await using var other = await MySqlServer.StartAsync(
            fixture.Engine, DataSurvivesSpecs.Options with { Image = image, InitScripts = [SameDefault] }, Token);
        await other.LoadAsync(dump, Token);
        (await FingerprintAsync(other)).Should().MatchFingerprint(before);
        (await DataSurvivesSpecs.NamesAsync(other)).Should().Equal("gihyo", "docker", "Solomon Hykes");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    // The two families have defaults of their own for a new database.
    private static InitScript SameDefault => new("default.sql", "ALTER DATABASE volume_test COLLATE utf8mb4_unicode_ci;");

    private static Task<DatabaseFingerprint> FingerprintAsync(MySqlServer server) =>
        DatabaseFingerprint.ReadAsync(server.RootConnectionString, "volume_test", new FingerprintOptions(), Token);
}
