using InfraSpecs;
using InfraSpecs.MySql;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace Walkthrough.Specs.MySql;

/// <summary>The tutorial's server, shared by the specs of a class.</summary>
public sealed class TutorialServer(EngineFixture engine) : MySqlFixture(engine)
{
    protected override MySqlOptions Options => DataSurvivesSpecs.Options with
    {
        InitScripts = [new InitScript("init.sql", DataSurvivesSpecs.UserTable)],
        Arguments = ["--collation-server=utf8mb4_unicode_ci"],
    };
}

[RequiresEngine]
[Trait("Section", "3.4.2")]
public sealed class UserTableSpecs(TutorialServer fixture) : IClassFixture<TutorialServer>
{
    [Fact]
    public async Task The_init_script_has_made_the_rows() =>
        (await DataSurvivesSpecs.NamesAsync(fixture.Server)).Should().Equal("gihyo", "docker", "Solomon Hykes");

    [Fact]
    public async Task The_database_has_the_servers_collation()
    {
        var collation = await fixture.Server.QueryAsync("SELECT @@collation_database AS it", Token);
        collation.Column<string>("it").Should().Equal("utf8mb4_unicode_ci");
    }
}
