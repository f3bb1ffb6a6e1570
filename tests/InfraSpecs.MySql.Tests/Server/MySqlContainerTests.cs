namespace InfraSpecs.MySql.Tests;

public sealed class MySqlContainerTests
{
    [Fact]
    public void Without_a_root_password_the_image_is_told_that_this_is_meant() =>
        MySqlContainer.Variables(new MySqlOptions { Database = "shop" }).Should().BeEquivalentTo(new Dictionary<string, string>
        {
            ["MYSQL_DATABASE"] = "shop", ["MYSQL_ALLOW_EMPTY_PASSWORD"] = "yes",
        });

    [Fact]
    public void Passwords_are_in_files_that_the_variables_name()
    {
        var variables = MySqlContainer.Variables(new MySqlOptions { User = "jo", Password = "secret1", RootPassword = "secret2" });
        variables.Keys.Should().BeEquivalentTo("MYSQL_USER", "MYSQL_PASSWORD_FILE", "MYSQL_ROOT_PASSWORD_FILE");
        variables.Values.Should().NotContain(value => value.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public void Variables_of_the_users_own_are_kept() =>
        MySqlContainer.Variables(new MySqlOptions { Environment = new Dictionary<string, string> { ["TZ"] = "Asia/Tokyo" } })
            .Should().Contain("TZ", "Asia/Tokyo");
}
