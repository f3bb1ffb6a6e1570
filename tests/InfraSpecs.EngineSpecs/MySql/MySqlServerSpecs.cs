using InfraSpecs.MySql;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.MySql;

[RequiresEngine]
public sealed class MySqlServerSpecs(EngineFixture fixture, ITestOutputHelper output)
{
    [Theory]
    [InlineData("mysql")]
    [InlineData("mariadb")]
    public async Task A_server_answers(string image)
    {
        await fixture.Engine.Images.GetAsync(image, Token);
        foreach (var golden in new[] { false, true, true })
        {
            var started = TimeProvider.System.GetTimestamp();
            await using var server = await MySqlServer.StartAsync(
                fixture.Engine, new MySqlOptions { Image = image, Golden = golden, Database = "volume_test" }, Token);
            output.WriteLine($"{image} {server.Version} golden {golden}: {TimeProvider.System.GetElapsedTime(started)} {server.Storage}");
            (await server.QueryAsync("SELECT 1 AS one", Token)).Rows.Should().ContainSingle();
            started = TimeProvider.System.GetTimestamp();
            await server.RestartAsync(Token);
            output.WriteLine($"restarted: {TimeProvider.System.GetElapsedTime(started)} {server.Storage}");
        }
    }
}
