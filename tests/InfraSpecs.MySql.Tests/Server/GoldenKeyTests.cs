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

    public static TheoryData<string> Properties => [.. typeof(MySqlOptions).GetProperties().Select(it => it.Name)];

    /// <summary>A property that is new, and of which nobody thought here, is among them.</summary>
    [Theory]
    [MemberData(nameof(Properties))]
    public void Every_option_counts_unless_it_is_known_that_new_data_does_not_depend_on_it(string name)
    {
        string[] without = ["Image", "Data", "Golden", "ReadyWithin", "PublishOnAllAddresses", "Configure"];
        if (without.Contains(name)) return;
        var property = typeof(MySqlOptions).GetProperty(name)!;
        var other = Options with { };
        property.SetValue(other, property.GetValue(Options) switch
        {
            string text => text + "x",
            bool flag => !flag,
            IReadOnlyList<string> => new[] { "x" },
            IReadOnlyDictionary<string, string> => new Dictionary<string, string> { ["x"] = "" },
            IReadOnlyList<InitScript> => new[] { new InitScript("x.sql", "") },
            var it => throw new NotSupportedException($"{name} is {it}: say here what another value of it is."),
        });
        GoldenKey.Compute("sha256:1", other).Should().NotBe(GoldenKey.Compute("sha256:1", Options), name);
    }

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
