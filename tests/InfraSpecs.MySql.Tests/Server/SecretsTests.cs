namespace InfraSpecs.MySql.Tests;

public sealed class SecretsTests
{
    [Theory]
    [InlineData("r", "the server refused: error", "the server refused: error")]
    [InlineData("r", "mysql -pr -uroot", "mysql -p*** -uroot")]
    [InlineData("r", "ALTER USER a IDENTIFIED BY 'r'", "ALTER USER a IDENTIFIED BY ***")]
    [InlineData("root", "Access denied for user 'root'@'localhost' (using password: YES)", "Access denied for user 'root'@'localhost' (using password: YES)")]
    [InlineData("root", "unknown variable 'password=root'", "unknown variable 'password=***'")]
    [InlineData("shop", "Unknown database 'shop'", "Unknown database 'shop'")]
    [InlineData("password", "(using password: YES)", "(using password: YES)")]
    [InlineData("example", "image example/mysql, near 'example'", "image example/mysql, near '***'")]
    [InlineData("secret", "error: -psecret is unknown", "error: -p*** is unknown")]
    [InlineData("secret", "a secretary's secrets", "a secretary's secrets")]
    [InlineData("s3cr", "it said s3cr, not s3crets", "it said ***, not s3crets")]
    [InlineData("hunter2!", "it said hunter2! and so on", "it said *** and so on")]
    [InlineData("Tr0ubador", "near 'Tr0ubador' and Tr0ubadors", "near '***' and Tr0ubadors")]
    [InlineData("p'w\\d", "near 'p''w\\d' or 'p\\'w\\\\d' or p'w\\d", "near '***' or '***' or ***")]
    [InlineData("a#b c", "it is a#b c.", "it is ***.")]
    public void A_password_is_masked_where_it_is_one(string password, string text, string masked) =>
        Secrets.Collect(new MySqlOptions { Database = "shop", RootPassword = password }).Mask(text).Should().Be(masked);

    [Fact]
    public void The_passwords_of_command_lines_and_variables_are_known_too()
    {
        var options = new MySqlOptions { Arguments = ["--ssl-passphrase=Sesame-1"], Environment = new Dictionary<string, string> { ["BACKUP_PASSWORD"] = "Sesame-2" } };
        string[] command = ["sh", "-c", "mysqldump --password='Sesame-3' shop; MYSQL_PWD=Sesame-4 mysql -pSesame-5 -h $HOST; curl ftp://a:Sesame-6@host"];
        var secrets = Secrets.Collect(options, command);
        for (var i = 1; i <= 6; i++) secrets.Mask($"the log has Sesame-{i} in it").Should().Be("the log has *** in it");
        Secrets.Collect(options, ["sh", "-c", "mysql -p$PASSWORD"]).Mask("mysql -p$PASSWORD").Should().Be("mysql -p$PASSWORD");
    }

    [Fact]
    public void What_a_container_was_given_as_variables_and_files_is_known()
    {
        string[] variables = ["DB_PASSWORD=Sesame-1", "DB_HOST=db1.example", "MYSQL_PWD=Sesame-2", "DB_PASSWORD_FILE=/run/secrets/db"];
        ContainerFile[] files =
        [
            ContainerFile.FromText("/run/secrets/db", "Sesame-3\n"),
            ContainerFile.FromText("/etc/backup.cnf", "[client]\nuser = nightly\n  password = \"Sesame-4\"\r\n"),
            ContainerFile.FromText("/etc/backup.env", "export DB_PASSWORD='Sesame-5'\nTARGET=s3.example"),
            ContainerFile.FromText("/etc/db_password.txt", "Sesame-6"),
        ];
        Secrets.InContainer(variables, files).Should().BeEquivalentTo(Enumerable.Range(1, 6).Select(it => $"Sesame-{it}"));
        Secrets.Collect([], [], Secrets.InContainer(variables, files)).Mask("nightly at db1.example with Sesame-4").Should().Be("nightly at db1.example with ***");
    }

    [Theory]
    [InlineData("r'o\"o\\t ;")]
    [InlineData("plain")]
    [InlineData("r")]
    [InlineData("two words\"")]
    [InlineData("back\\slash")]
    public void It_is_masked_as_an_option_file_a_shell_and_JSON_write_it(string password)
    {
        var options = new MySqlOptions { RootPassword = password };
        var masked = Secrets.Collect(options).Mask(CommandAction.OptionsFor(options));
        masked.Should().Contain("password=").And.Contain("***");
        masked.Split("***")[1].Trim('"', '\n').Should().BeEmpty();
        var shell = Secrets.Collect(options).Mask($"+ mysql --password='{password.Replace("'", "'\\''")}' shop");
        shell.Should().Contain("***").And.EndWith(" shop").And.NotContain(password[1..] + "'");
        Secrets.Collect(options).Mask($$"""{"password":{{System.Text.Json.JsonSerializer.Serialize(password)}}}""").Should().NotContain(System.Text.Json.JsonSerializer.Serialize(password));
    }

    [Fact]
    public void The_passwords_of_all_servers_are_known() =>
        Secrets.Collect([new() { RootPassword = "Sesame-1" }, new() { RootPassword = "Sesame-2" }], []).Mask("Sesame-1 and Sesame-2").Should().Be("*** and ***");

    [Fact]
    public void What_a_text_itself_calls_a_password_is_masked_whosever_it_is()
    {
        var secrets = Secrets.Collect(new MySqlOptions());
        secrets.Mask("near 'IDENTIFIED BY 'abc' x' at line 1").Should().Be("near 'IDENTIFIED BY *** x' at line 1");
        secrets.Mask("[ERROR] unknown variable 'password=abc'.").Should().NotContain("abc");
        secrets.Mask("+ mysql -uroot -pabc shop").Should().NotContain("abc");
    }
}
