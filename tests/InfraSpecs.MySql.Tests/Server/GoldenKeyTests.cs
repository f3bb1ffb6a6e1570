namespace InfraSpecs.MySql.Tests;

public sealed class GoldenKeyTests
{
    private static readonly MySqlOptions Options = new() { Database = "shop", User = "jo", Password = "p", RootPassword = "r" };

    public static TheoryData<string, MySqlOptions> Others => new()
    {
        { "database", Options with { Database = "shop2" } },
        { "user", Options with { User = "jo2" } },
        { "password", Options with { Password = "p2" } },
        { "root password", Options with { RootPassword = "r2" } },
        { "shifted", Options with { Password = "pr", RootPassword = "" } },
        { "arguments", Options with { Arguments = ["--innodb-page-size=8k"] } },
        { "environment", Options with { Environment = new Dictionary<string, string> { ["TZ"] = "UTC" } } },
        { "scripts", Options with { InitScripts = [new InitScript("a.sql", "SELECT 1")] } },
        { "no root password", Options with { RootPassword = "" } },
        { "data directory", Options with { DataDirectory = "/data" } },
    };

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Others))]
    public void What_new_data_depends_on_changes_the_key(string what, MySqlOptions other) =>
        GoldenKey.Compute("sha256:1", other).Should().NotBe(GoldenKey.Compute("sha256:1", Options), what);

    [Fact]
    public void Another_image_under_the_same_tag_has_another_key() =>
        GoldenKey.Compute("sha256:2", Options).Should().NotBe(GoldenKey.Compute("sha256:1", Options));

    [Fact]
    public void What_new_data_does_not_depend_on_leaves_the_key() =>
        GoldenKey.Compute("sha256:1", Options with { ReadyWithin = TimeSpan.FromHours(1), Golden = true }).Should().Be(GoldenKey.Compute("sha256:1", Options));

    [Fact]
    public void A_root_without_a_password_is_not_one_with_the_engines()
    {
        var none = Options with { RootPassword = "" };
        GoldenKey.Compute("sha256:1", none with { AllowEmptyPassword = true }).Should().NotBe(GoldenKey.Compute("sha256:1", none));
        GoldenKey.Compute("sha256:1", none with { RootPassword = "of the engine", IsRootTheEngines = true }).Should().Be(GoldenKey.Compute("sha256:1", none), "it is the engine's own volume");
    }

    [Fact]
    public void A_key_tells_no_password() => GoldenKey.Compute("sha256:1", Options).Should().MatchRegex("^[0-9a-f]{20}$");
}
