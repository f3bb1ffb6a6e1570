using System.Text;
using DotNet.Testcontainers.Builders;
using InfraSpecs.EngineSpecs.Faults;
using InfraSpecs.MySql;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.MySql.Server;

/// <summary>Servers that do not become ready: what is broken stands in the first line, in the words of the log, and long before the deadline.</summary>
[RequiresEngine]
public sealed class StartFaultSpecs(EngineFixture fixture)
{
    private const string Data = "/var/lib/mysql";

    private static readonly MySqlOptions MariaDb = new() { Image = "mariadb", Golden = false, Database = "shop" };
    private static readonly MySqlOptions MySql = MariaDb with { Image = "mysql" };

    [Fact]
    [Fault("MySQL", "it listens on another port", Names = "it listens on port 3307, and it is asked at port 3306")]
    public async Task It_listens_elsewhere_and_the_data_of_a_golden_volume_would_be_made_first()
    {
        var failure = await FailAsync(MariaDb with { Golden = null, Arguments = ["--port=3307"] });
        failure.ShouldNameItsFault();
        failure.Message.Should().StartWith("The first server with these options did not become ready").And.Contain("(a golden volume)").And.Contain("leave --port out");
        ShouldNotHaveWaited(failure);
        (await fixture.Engine.ListResourcesAsync(Token)).Containers.Should().NotContain(it => it.Name == failure.Subject);
    }

    [Fact]
    [Fault("MySQL", "bind-address is the container's own loopback", Names = "it listens on 127.0.0.1 alone")]
    public async Task It_listens_inside_its_container_alone()
    {
        var failure = await FailAsync(MySql with { Arguments = ["--bind-address=127.0.0.1"] });
        failure.ShouldNameItsFault();
        ShouldNotHaveWaited(failure);
    }

    [Fact]
    [Fault("MySQL", "skip-networking", Names = "at no port: skip-networking is on")]
    public async Task It_listens_on_a_socket_alone()
    {
        var failure = await FailAsync(MariaDb with { Arguments = ["--skip-networking"] });
        failure.ShouldNameItsFault();
        ShouldNotHaveWaited(failure);
    }

    [Theory]
    [Fault("MySQL", "two servers of MySQL on one volume", Names = "Unable to lock ./ibdata1")]
    [Fault("MySQL", "two servers of MariaDB on one volume", Names = "Can't lock aria control file")]
    [Fault("MySQL", "MySQL on data of MariaDB", Names = "Tablespace flags are invalid in datafile: ./ibdata1")]
    [Fault("MySQL", "MariaDB on data of MySQL", Names = "File ./ib_logfile0 was not found")]
    [InlineData("mysql", "two servers of MySQL on one volume", "mariadb", "MariaDB on data of MySQL")]
    [InlineData("mariadb", "two servers of MariaDB on one volume", "mysql", "MySQL on data of MariaDB")]
    public async Task Its_data_is_another_servers(string image, string two, string other, string foreign)
    {
        await using var data = await DataVolumeContainer.CreateAsync(fixture.Engine, Data, Token);
        string owner;
        await using (var first = await MySqlServer.StartAsync(fixture.Engine, MySql with { Image = image, Data = data }, Token))
        {
            owner = first.Container.Name;
            var failure = await FailAsync(MySql with { Image = image, Data = data });
            failure.ShouldNameItsFault(two);
            failure.Message.Should().Contain($"{owner} has the same volume.").And.Contain($"stop {owner} first");
            ShouldNotHaveWaited(failure);
        }

        (await FailAsync(MySql with { Image = other, Data = data })).ShouldNameItsFault(foreign);
    }

    [Fact]
    [Fault("MySQL", "another lower_case_table_names than its data has", Names = "Different lower_case_table_names settings")]
    [Fault("MySQL", "data that belongs to another user", Names = "Permission denied")]
    [Fault("MySQL", "a volume that is mounted read-only", Names = "Read-only file system")]
    public async Task Its_data_does_not_fit()
    {
        await using var data = await DataVolumeContainer.CreateAsync(fixture.Engine, Data, Token);
        await (await MySqlServer.StartAsync(fixture.Engine, MySql with { Data = data }, Token)).DisposeAsync();
        (await FailAsync(MySql with { Data = data, Arguments = ["--lower-case-table-names=1"] })).ShouldNameItsFault("another lower_case_table_names than its data has");

        var owner = await FailAsync(MySql with { Data = data, Configure = it => it.WithCreateParameterModifier(create => create.User = "1234:1234") });
        owner.ShouldNameItsFault("data that belongs to another user");
        owner.Message.Should().Contain($"{Data} belongs to ").And.Contain("the server runs as 1234:1234").And.Contain($"chown -R 1234:1234 {Data}");

        var readOnly = await FailAsync(MySql with { Configure = it => it.WithVolumesFrom(data, readOnly: true) });
        readOnly.ShouldNameItsFault("a volume that is mounted read-only");
        readOnly.Message.Should().Contain("read-only, mounted at /var/lib/mysql").And.Contain("mount it without ReadOnly");
    }

    [Fact]
    [Fault("MySQL", "a full disk", Names = "No space left on device")]
    public async Task Its_disk_is_full() => (await FailAsync(MySql with { Configure = it => WithMemory(it, Data, "size=30m") })).ShouldNameItsFault();

    [Fact]
    [Fault("MySQL", "a full disk, for which it waits", Names = "Disk is full writing '/small/binlog.000001'")]
    public async Task It_waits_until_somebody_frees_space()
    {
        var failure = await FailAsync(MySql with
        {
            Arguments = ["--log-bin=/small/binlog"],
            Configure = it => WithMemory(it, "/small", "size=4k,mode=777"),
        });
        failure.ShouldNameItsFault();
        failure.Message.Should().Contain("/small/binlog.000001 is on tmpfs, mounted at /small.");
        ShouldNotHaveWaited(failure);
    }

    [Fact]
    [Fault("MySQL", "an unknown option in a file", Names = "unknown variable 'max_connectionz=5'")]
    public async Task A_line_of_its_configuration_is_wrong()
    {
        var failure = await FailAsync(MariaDb with { Configure = it => With(it, "/etc/mysql/conf.d/shop.cnf", "[mysqld]\n\nmax_connectionz=5\n") });
        failure.ShouldNameItsFault();
        failure.Message.Should().Contain("/etc/mysql/conf.d/shop.cnf, line 3: max_connectionz=5").And.Contain("mend /etc/mysql/conf.d/shop.cnf, line 3");
    }

    [Theory]
    [Fault("MySQL", "a character set that is none, of MariaDB", Names = "Character set 'utf9' is not a compiled character set")]
    [Fault("MySQL", "a folder for temporary files that is not there", Names = "Can't get stat of '/no/such' (OS errno 2 - No such file or directory)")]
    [Fault("MySQL", "a time zone that is none", Names = "Illegal or unknown default time zone 'Nowhere/X'")]
    [InlineData("mariadb", "--character-set-server=utf9", "a character set that is none, of MariaDB")]
    [InlineData("mysql", "--tmpdir=/no/such", "a folder for temporary files that is not there")]
    [InlineData("mysql", "--default-time-zone=Nowhere/X", "a time zone that is none")]
    public async Task A_value_is_wrong(string image, string argument, string fault) =>
        (await FailAsync(MySql with { Image = image, Arguments = [argument] })).ShouldNameItsFault(fault);

    [Fact]
    [Fault("MySQL", "a plugin that the image does not have", Names = "nosuch.so")]
    public async Task A_plugin_is_missing() =>
        (await FailAsync(MySql with { Arguments = ["--plugin-load-add=nosuch.so", "--default-storage-engine=rocksdb"] })).ShouldNameItsFault();

    [Fact]
    [Fault("MySQL", "an address that is not its own", Names = "it listens on 192.0.2.1 alone")]
    public async Task An_address_is_not_its_own() => (await FailAsync(MariaDb with { Arguments = ["--bind-address=192.0.2.1"] })).ShouldNameItsFault();

    [Fact]
    [Fault("MySQL", "too little memory", Names = "out of memory")]
    public async Task Its_memory_is_too_small()
    {
        var failure = await FailAsync(MySql with { Configure = it => it.WithCreateParameterModifier(create => (create.HostConfig!.Memory, create.HostConfig.MemorySwap) = (100 << 20, 100 << 20)) });
        failure.ShouldNameItsFault();
        failure.Message.Should().Contain("give the container more memory");
    }

    [Theory]
    [Fault("MySQL", "an initialisation script with an error", Names = "the initialisation script 2-bad.sql failed: ERROR 1064 (42000) at line 1")]
    [Fault("MySQL", "an initialisation script that never ends", Names = "the initialisation script 1-good.sql still runs")]
    [InlineData("SELECT 1;", 120, "an initialisation script with an error")]
    [InlineData("DO SLEEP(600);", 12, "an initialisation script that never ends")]
    public async Task Its_initialisation_ends_badly_or_never(string first, int seconds, string fault)
    {
        var options = MariaDb with { ReadyWithin = TimeSpan.FromSeconds(seconds), InitScripts = [new InitScript("1-good.sql", first), new InitScript("2-bad.sql", "SELEKT 1;")] };
        (await FailAsync(options)).ShouldNameItsFault(fault);
    }

    private static ContainerBuilder WithMemory(ContainerBuilder builder, string path, string options) =>
        builder.WithCreateParameterModifier(create => create.HostConfig!.Tmpfs = new Dictionary<string, string> { [path] = options });

    private static ContainerBuilder With(ContainerBuilder builder, string path, string content) => builder.WithResourceMapping(Encoding.UTF8.GetBytes(content), path);

    private static void ShouldNotHaveWaited(MySqlServerException failure) =>
        failure.InnerException.Should().BeOfType<WaitException>().Which.Reason.Should().Be(WaitReason.Hopeless, "the log had said it long before the deadline");

    private async Task<MySqlServerException> FailAsync(MySqlOptions options)
    {
        var start = () => MySqlServer.StartAsync(fixture.Engine, options, Token);
        var failure = (await start.Should().ThrowAsync<MySqlServerException>().Where(e => e.Reason == MySqlServerReason.NotReady)).Which;
        TestContext.Current.TestOutputHelper?.WriteLine(failure.Message);
        return failure;
    }
}
