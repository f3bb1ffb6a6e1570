using InfraSpecs.EngineSpecs.Faults;
using InfraSpecs.MySql;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.MySql.Server;

[RequiresEngine]
public sealed class MySqlServerSpecs(EngineFixture fixture)
{
    private const string Awkward = "a 'b' \"c\" ; d\\e=`f`";

    [Theory]
    [InlineData("mysql", true)]
    [InlineData("mysql", false)]
    [InlineData("mariadb", true)]
    [InlineData("mariadb", false)]
    public async Task Names_and_passwords_may_have_spaces_quotes_and_semicolons(string image, bool golden)
    {
        var options = new MySqlOptions
        {
            Image = image, Golden = golden, Database = "the shop's; db", User = "jo; \"x\" 'y'", Password = Awkward, RootPassword = "r;" + Awkward,
        };
        await using var server = await MySqlServer.StartAsync(fixture.Engine, options, Token);
        var who = await server.QueryAsync("SELECT DATABASE() AS db, CURRENT_USER() AS user", Token);
        who.Column<string>("db").Should().Equal(options.Database);
        who.Column<string>("user").Should().Equal(options.User + "@%");
        (await server.ScriptAsync("SELECT CURRENT_USER()", Token)).Should().Contain("root@localhost");
    }

    [Fact]
    public async Task Passwords_are_neither_in_the_containers_description_nor_on_a_command_line_nor_in_what_a_record_prints()
    {
        const string secret = "s3cret-pa55";
        var options = new MySqlOptions { User = "jo", Password = secret, RootPassword = secret, Database = "shop", Golden = false };
        await using var server = await MySqlServer.StartAsync(fixture.Engine, options, Token);
        await server.ExecuteAsync("CREATE TABLE t (id INT)", Token);
        var script = server.ScriptAsync("SELECT SLEEP(1)", Token);
        var processes = await server.Container.ReadProcessesAsync(Token);
        await script;
        var described = await fixture.Engine.Client.Containers.InspectContainerAsync(server.Container.Id, Token);

        processes.ToString().Should().NotContain(secret);
        string.Join('\n', described.Config!.Env!).Should().NotContain(secret).And.Contain("MYSQL_PASSWORD_FILE");
        options.ToString().Should().NotContain(secret);
        var refused = () => server.ExecuteAsync($"CREATE USER x IDENTIFIED '{secret}'", Token);
        (await refused.Should().ThrowAsync<MySqlServerException>().Where(e => e.Reason == MySqlServerReason.StatementRefused)).Which.ToString().Should().NotContain(secret).And.Contain("***");
        var dump = () => server.DumpAsync(Stream.Null, new DumpOptions { Command = ["sh", "-xc", "mysqldump --user=nobody --password=0ther-pa55 --host=127.0.0.1 shop"] }, Token);
        (await dump.Should().ThrowAsync<MySqlServerException>().Where(e => e.Reason == MySqlServerReason.DumpFailed)).Which.Message.Should().NotContain("0ther-pa55").And.Contain("Access denied");
    }

    [Theory]
    [InlineData("mysql")]
    [InlineData("mariadb")]
    public async Task The_log_of_a_server_that_ends_does_not_show_what_its_command_line_had(string image)
    {
        var options = new MySqlOptions { Image = image, Golden = false, RootPassword = "r", Arguments = [image == "mysql" ? "mysqld" : "mariadbd", "--no-such-password=s3cret-pa55"] };
        var start = () => MySqlServer.StartAsync(fixture.Engine, options, Token);
        (await start.Should().ThrowAsync<MySqlServerException>().Where(e => e.Reason == MySqlServerReason.NotReady)).Which.ToString().Should()
            .NotContain("s3cret-pa55").And.Contain("no-such-password=***").And.Contain("unknown variable").And.NotContain("se***ve***");
    }

    [Fact]
    public async Task The_port_is_bound_to_this_machine_alone()
    {
        await using var server = await MySqlServer.StartAsync(fixture.Engine, new MySqlOptions(), Token);
        var described = await fixture.Engine.Client.Containers.InspectContainerAsync(server.Container.Id, Token);
        described.NetworkSettings!.Ports!.Values.Where(it => it is not null).SelectMany(it => it!)
            .Should().OnlyContain(it => it.HostIP == "127.0.0.1").And.NotBeEmpty();
    }

    [Theory]
    [InlineData("mysql")]
    [InlineData("mariadb")]
    public async Task It_is_ready_when_the_init_scripts_have_run_and_not_while_the_temporary_server_answers(string image)
    {
        var options = new MySqlOptions
        {
            Image = image,
            Golden = false,
            Database = "shop",
            InitScripts =
            [
                new InitScript("1-table.sql", "CREATE TABLE t (id INT); INSERT INTO t VALUES (1);"),
                new InitScript("2-slow.sql", "DO SLEEP(2);"),
                new InitScript("3-last.sh", "#!/bin/sh\ntouch /tmp/was-here\n"),
                new InitScript("4-row.sql", "INSERT INTO t VALUES (2);"),
            ],
            // A wait of the user's own that is over at once.
            Configure = container => container.WithWaitStrategy(DotNet.Testcontainers.Builders.Wait.ForUnixContainer().UntilCommandIsCompleted("true")),
        };
        await using var server = await MySqlServer.StartAsync(fixture.Engine, options, Token);
        (await server.QueryAsync("SELECT id FROM t ORDER BY id", Token)).Column<int>("id").Should().Equal(1, 2);
        (await server.Container.FindFileAsync("/tmp/was-here", Token)).Should().BeRegularFile();
    }

    [Fact]
    [Fault("MySQL", "an unknown option among its arguments", Names = "unknown variable 'no-such-option=1'")]
    public async Task A_server_that_ends_ends_the_wait_at_once_with_the_tail_of_its_log()
    {
        var started = TimeProvider.System.GetTimestamp();
        var options = new MySqlOptions { Arguments = ["--no-such-option=1"], Golden = false };
        var start = () => MySqlServer.StartAsync(fixture.Engine, options, Token);
        var failure = (await start.Should().ThrowAsync<MySqlServerException>().Where(e => e.Reason == MySqlServerReason.NotReady)).Which;
        failure.ShouldNameItsFault();
        failure.InnerException.Should().BeOfType<ContainerException>().Which.Message.Should().Contain("a query over TCP").And.Contain("no-such-option");
        failure.Message.Should().Contain("MySqlOptions.Arguments has --no-such-option=1.").And.Contain("leave it out of MySqlOptions.Arguments");
        TimeProvider.System.GetElapsedTime(started).Should().BeLessThan(TimeSpan.FromSeconds(20));
        (await fixture.Engine.ListResourcesAsync(Token)).Containers.Should().NotContain(it => it.Name == failure.Subject);
    }

    [Fact]
    [Fault("MySQL", "data with another password", Names = "it answers and refuses: Access denied for user 'root'")]
    public async Task Data_with_another_password_is_refused_soon_and_says_why()
    {
        await using var data = await DataVolumeContainer.CreateAsync(fixture.Engine, "/var/lib/mysql", Token);
        var options = new MySqlOptions { Data = data, RootPassword = "first", Golden = false };
        await (await MySqlServer.StartAsync(fixture.Engine, options, Token)).DisposeAsync();

        var start = () => MySqlServer.StartAsync(fixture.Engine, options with { RootPassword = "second" }, Token);
        var failure = (await start.Should().ThrowAsync<MySqlServerException>().Where(e => e.Reason == MySqlServerReason.NotReady)).Which;
        failure.ShouldNameItsFault();
        failure.Message.Should().Contain("Access denied").And.Contain("keeps its own users");
        failure.InnerException.Should().BeOfType<WaitException>().Which.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(15));
    }

    [Theory]
    [InlineData("mysql")]
    [InlineData("mariadb")]
    public async Task After_SIGKILL_and_a_restart_what_was_committed_is_there(string image)
    {
        await using var server = await MySqlServer.StartAsync(fixture.Engine, new MySqlOptions { Image = image, Database = "shop" }, Token);
        await server.ExecuteAsync("CREATE TABLE t (id INT PRIMARY KEY)", Token);
        await server.ExecuteAsync("INSERT INTO t VALUES (@id)", new Dictionary<string, object?> { ["id"] = 7 }, Token);
        var exit = await server.KillAsync(Token);
        exit.ExitCode.Should().Be(ContainerExit.KilledExitCode);
        await server.RestartAsync(Token);
        (await server.QueryAsync("SELECT id FROM t", Token)).Column<int>("id").Should().Equal(7);
        (await server.StopAsync(Token)).ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task A_script_may_change_the_delimiter_and_its_error_names_the_line()
    {
        await using var server = await MySqlServer.StartAsync(fixture.Engine, new MySqlOptions { Database = "shop" }, Token);
        var printed = await server.ScriptAsync("DELIMITER //\nCREATE PROCEDURE two() BEGIN SELECT 2 AS two; END//\nDELIMITER ;\nCALL two();\n", Token);
        printed.Should().Be("two\n2\n");
        var wrong = () => server.ScriptAsync("SELECT 1;\nSELECT nothing;\n", Token);
        (await wrong.Should().ThrowAsync<MySqlServerException>().Where(e => e.Reason == MySqlServerReason.ClientFailed)).Which.Message.Should().Contain("at line 2").And.Contain("Unknown column");
    }

    [Fact]
    [Fault("MySQL", "a statement to a server that is paused", Names = "gave no answer, since its container is paused")]
    public async Task A_server_that_runs_and_gives_no_answer_is_told_as_that()
    {
        await using var server = await MySqlServer.StartAsync(fixture.Engine, new MySqlOptions { Image = "mariadb" }, Token);
        await server.Container.PauseAsync(Token);
        var ask = () => server.QueryAsync("SELECT 1", Token);
        var failure = (await ask.Should().ThrowAsync<MySqlServerException>().Where(e => e.Reason == MySqlServerReason.NotReady)).Which;
        failure.ShouldNameItsFault();
        failure.Advice.Should().Contain("UnpauseAsync");
        await server.Container.UnpauseAsync(Token);
    }

    [Fact]
    public async Task A_start_that_is_cancelled_leaves_nothing()
    {
        await using var engine = await Engine.ConnectAsync(Token);
        await engine.Images.GetAsync("mysql", Token);
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(700));
        var start = () => MySqlServer.StartAsync(engine, new MySqlOptions { Golden = false }, soon.Token);
        await start.Should().ThrowAsync<OperationCanceledException>();
        await engine.ShouldSoonBeNoneAsync();
    }
}
