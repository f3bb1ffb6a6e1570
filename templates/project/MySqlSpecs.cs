using InfraSpecs.MySql;

// The server is made from an image source of InfraSpecs. For yours derive a fixture: Options => new() { Image = "mysql:8.4", Database = "shop" }.
[RequiresEngine]
public sealed class MySqlSpecs(MySqlFixture fixture) : IClassFixture<MySqlFixture>
{
    [Fact]
    public async Task What_was_committed_outlives_a_kill()
    {
        await fixture.Server.ScriptAsync("CREATE TABLE item (id INT PRIMARY KEY, name VARCHAR(20)); INSERT INTO item VALUES (1, 'one'), (2, 'two');", Token);
        var before = await DatabaseFingerprint.ReadAsync(fixture.Server.RootConnectionString, "test", new FingerprintOptions(), Token);
        await fixture.Server.KillAsync(Token);
        await fixture.Server.StartAsync(Token);
        var after = await DatabaseFingerprint.ReadAsync(fixture.Server.RootConnectionString, "test", new FingerprintOptions(), Token);
        after.Should().MatchFingerprint(before);
    }
}
