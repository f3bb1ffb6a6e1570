namespace InfraSpecs.MySql.Tests;

/// <summary>Lines as servers, entrypoints and tools print them.</summary>
public sealed class StartLogTests
{
    private const string Nothing = "-";

    [Theory]
    [InlineData("2026-11-29T15:14:54.104144Z 0 [ERROR] [MY-000067] [Server] unknown variable 'no-such=1'.", "unknown variable 'no-such=1'")]
    [InlineData("2026-11-29 15:14:52 0 [ERROR] Unknown/unsupported storage engine: rocksdb", "Unknown/unsupported storage engine: rocksdb")]
    [InlineData("2026-11-29T15:14:46Z [Entrypoint] ERROR: mariadbd does not accept its options: 2026-11-29 15:14:46 0 [ERROR] mariadbd: unknown variable 'no-such=1'", "mariadbd does not accept its options: mariadbd: unknown variable 'no-such=1'")]
    [InlineData("2024-01-01 10:00:00+00:00 [ERROR] [Entrypoint]: Database is uninitialized and password option is not specified", "Database is uninitialized and password option is not specified")]
    [InlineData("mysqld: File './binlog.index' not found (OS errno 13 - Permission denied)", "File './binlog.index' not found (OS errno 13 - Permission denied)")]
    [InlineData("mysqld: [ERROR] Found option without preceding group in config file /etc/mysql/conf.d/h.cnf at line 1.", "Found option without preceding group in config file /etc/mysql/conf.d/h.cnf at line 1")]
    [InlineData("error: Found option without preceding group in config file: /etc/mysql/conf.d/h.cnf at line: 1", "Found option without preceding group in config file: /etc/mysql/conf.d/h.cnf at line: 1")]
    [InlineData("ERROR 1064 (42000) at line 1: You have an error in your SQL syntax", "ERROR 1064 (42000) at line 1: You have an error in your SQL syntax")]
    [InlineData("touch: cannot touch '/var/lib/mysql//x': Permission denied", "touch: cannot touch '/var/lib/mysql//x': Permission denied")]
    [InlineData("/docker-entrypoint-initdb.d/a.sh: line 2: foo: command not found", "/docker-entrypoint-initdb.d/a.sh: line 2: foo: command not found")]
    [InlineData("2026-11-29T15:14:53.829835Z 0 [Warning] [MY-010068] [Server] CA certificate ca.pem is self signed.", Nothing)]
    [InlineData("mysqld: [Warning] World-writable config file '/etc/mysql/conf.d/w.cnf' is ignored.", Nothing)]
    [InlineData("2026-11-29T15:16:36Z [Entrypoint] /var/lib/mysql/ is initialised.", Nothing)]
    [InlineData("2026-11-29 15:16:36 0 [Note] mariadbd: ready for connections.", Nothing)]
    [InlineData("get_mempolicy: Operation not permitted", Nothing)]
    public void An_error_is_told_without_what_stands_before_it(string line, string error) => (StartLog.ErrorIn(line) ?? Nothing).Should().Be(error);

    [Theory]
    [InlineData("2026-11-29T15:14:43.935385Z 0 [System] [MY-010931] [Server] /usr/sbin/mysqld: ready for connections. Version: '9.7.4-2'  socket: '/var/run/mysqld/mysqld.sock'  port: 3307  (Debian).", 3307)]
    [InlineData("Version: '11.8.9-MariaDB-0+deb13u1 from Debian'  socket: '/run/mysqld/mysqld.sock'  port: 0  -- Please help", 0)]
    public void The_port_is_the_one_at_which_it_says_that_it_is_ready(string line, int port)
    {
        var log = Log(line);
        log.Port.Should().Be(port);
        log.Add("2026-11-29T15:16:43.217655Z 0 [System] [MY-013172] [Server] Received SHUTDOWN from user <via user signal>. Shutting down mysqld");
        log.Port.Should().BeNull("the temporary server of an entrypoint says it too, and is not the one that is waited for");
    }

    [Fact]
    public void What_a_server_waits_for_is_told_as_long_as_it_waits()
    {
        var log = Log(
            "2026-11-29T15:15:06.135007Z 1 [ERROR] [MY-012574] [InnoDB] Unable to lock ./ibdata1 error: 11",
            "2026-11-29T15:15:07.135171Z 1 [ERROR] [MY-012574] [InnoDB] Unable to lock ./ibdata1 error: 11",
            "2026-11-29T15:16:41.104547Z 0 [ERROR] [MY-000035] [Server] Disk is full writing '/small/b.1' (OS errno 28 - No space left on device). Waiting for someone to free space... Retry in 60 secs");
        log.Locked.Should().Be("Unable to lock ./ibdata1 error: 11");
        log.WaitsForSpace.Should().StartWith("Disk is full writing");
        log.Errors.Should().HaveCount(2, "what is said again is no more");
        log.Add("2026-11-29 15:15:06 0 [Note] Starting MariaDB 11.8.9-MariaDB source revision bf9 server_uid x as process 1");
        log.Locked.Should().BeNull();
        log.WaitsForSpace.Should().BeNull();
    }

    [Fact]
    public void The_script_that_failed_is_named()
    {
        var log = Log("2026-11-29T15:16:36Z [Entrypoint] Running /docker-entrypoint-initdb.d/1-good.sql", "2026-11-29T15:16:36Z [Entrypoint] Running /docker-entrypoint-initdb.d/2-bad.sql");
        log.FailedScript.Should().BeNull();
        log.Script.Should().Be("2-bad.sql");
        log.Add("ERROR 1064 (42000) at line 1: You have an error in your SQL syntax");
        log.FailedScript.Should().Be("2-bad.sql");
    }

    [Fact]
    public void The_script_that_failed_is_named_where_its_error_comes_before_its_name()
    {
        var log = Log("[Entrypoint] Running /docker-entrypoint-initdb.d/1-good.sql", "ERROR 1064 (42000) at line 1: You have an error in your SQL syntax", "[Entrypoint] Running /docker-entrypoint-initdb.d/2-bad.sql");
        log.FailedScript.Should().Be("2-bad.sql");
        log.Add("2026-11-29 15:15:06 0 [Note] mariadbd: Shutdown complete");
        log.FailedScript.Should().Be("2-bad.sql");
    }

    [Fact]
    public void Of_many_errors_the_first_and_the_last_are_kept_and_no_secret()
    {
        var log = new StartLog(text => text.Replace("s3cret", "***", StringComparison.Ordinal));
        for (var i = 1; i <= 100; i++) log.Add($"mysqld: [ERROR] number {i} with s3cret");
        log.Errors.Should().HaveCount(10).And.StartWith("number 1 with ***").And.EndWith("number 100 with ***");
        log.LastLines.Should().HaveCount(5).And.OnlyContain(line => !line.Contains("s3cret"));
    }

    private static StartLog Log(params string[] lines)
    {
        var log = new StartLog(text => text);
        Array.ForEach(lines, log.Add);
        return log;
    }
}
