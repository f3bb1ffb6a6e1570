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
            Image = " ", Database = "", User = "root", RootPassword = "two\nlines", DataDirectory = "data", StopWithin = -TimeSpan.FromSeconds(1),
            ReadyWithin = TimeSpan.Zero, InitScripts = [new InitScript("a/b.sql", ""), new InitScript("readme.txt", ""), new InitScript("readme.txt", "")],
        };
        options.Invoking(it => it.Validate()).Should().Throw<InvalidOptionsException>().Which.Errors.Should().HaveCount(10);
    }

    [Fact]
    public void A_user_needs_a_password_and_a_password_a_user()
    {
        new MySqlOptions { User = "jo" }.Invoking(it => it.Validate()).Should().Throw<InvalidOptionsException>().WithMessage("*create no user*");
        new MySqlOptions { Password = "x" }.Invoking(it => it.Validate()).Should().Throw<InvalidOptionsException>().WithMessage("*RootPassword*");
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
