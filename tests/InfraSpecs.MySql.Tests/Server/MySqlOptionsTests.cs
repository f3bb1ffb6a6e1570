namespace InfraSpecs.MySql.Tests;

public sealed class MySqlOptionsTests
{
    [Fact]
    public void The_defaults_can_be_used()
    {
        new MySqlOptions().Validate();
        new MySqlOptions().UsesGolden.Should().BeTrue();
    }

    [Fact]
    public void All_errors_are_named_at_once()
    {
        var options = new MySqlOptions
        {
            Image = " ", Database = "", User = "root", RootPassword = "two\nlines", DataDirectory = "data",
            ReadyWithin = TimeSpan.Zero, InitScripts = [new InitScript("a/b.sql", ""), new InitScript("readme.txt", ""), new InitScript("readme.txt", "")],
        };
        options.Invoking(it => it.Validate()).Should().Throw<InvalidOptionsException>().Which.Errors.Should().HaveCount(9);
    }

    [Fact]
    public void A_user_needs_a_password_and_a_password_a_user()
    {
        new MySqlOptions { User = "jo" }.Invoking(it => it.Validate()).Should().Throw<InvalidOptionsException>().WithMessage("*create no user*");
        new MySqlOptions { Password = "x" }.Invoking(it => it.Validate()).Should().Throw<InvalidOptionsException>().WithMessage("*RootPassword*");
    }

    [Fact]
    public void A_server_without_a_password_is_not_open_to_all()
    {
        var open = new MySqlOptions { PublishOnAllAddresses = true };
        open.Validate();
        (open with { AllowEmptyPassword = true }).Invoking(it => it.Validate()).Should().Throw<InvalidOptionsException>().WithMessage("*root has no password*");
        var byVariable = open with { Environment = new Dictionary<string, string> { ["MARIADB_ALLOW_EMPTY_ROOT_PASSWORD"] = "1" } };
        byVariable.Invoking(it => it.Validate()).Should().Throw<InvalidOptionsException>().WithMessage("*root has no password*");
    }

    [Fact]
    public void A_password_and_none_cannot_both_be_meant() =>
        new MySqlOptions { AllowEmptyPassword = true, RootPassword = "x" }.Invoking(it => it.Validate()).Should().Throw<InvalidOptionsException>().WithMessage("*AllowEmptyPassword*");

    [Fact]
    public void A_generated_password_is_an_engines_own_and_as_a_strict_server_wants_it()
    {
        var password = GeneratedPassword.From("an engine's ID");
        GeneratedPassword.From("an engine's ID").Should().Be(password);
        GeneratedPassword.From("another's").Should().NotBe(password);
        password.Should().HaveLength(35).And.MatchRegex("[A-Z]").And.MatchRegex("[a-z]").And.MatchRegex("[0-9]").And.MatchRegex("[^A-Za-z0-9]");
    }

    [Theory]
    [InlineData("a.sql", true)]
    [InlineData("a.sql.gz", true)]
    [InlineData("a.sh", true)]
    [InlineData(".sql", false)]
    [InlineData("a.txt", false)]
    [InlineData("../a.sql", false)]
    public void An_init_script_is_named_as_the_images_want_it(string name, bool good) => new InitScript(name, "").IsNamedWell.Should().Be(good);

    [Fact]
    public void Golden_is_left_out_where_what_configures_the_container_cannot_be_seen()
    {
        var options = new MySqlOptions { Configure = container => container };
        options.UsesGolden.Should().BeFalse();
        (options with { Golden = true }).UsesGolden.Should().BeTrue();
        new MySqlOptions { Golden = false }.UsesGolden.Should().BeFalse();
    }

    [Fact]
    public void The_text_of_options_has_no_password() =>
        $"{new MySqlOptions { User = "jo", Password = "secret1", RootPassword = "secret2" }}".Should().NotContain("secret").And.Contain("as jo");
}
