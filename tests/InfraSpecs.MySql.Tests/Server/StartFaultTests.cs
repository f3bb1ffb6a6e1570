namespace InfraSpecs.MySql.Tests;

public sealed class StartFaultTests
{
    public static TheoryData<string, string[], string> Starts => new()
    {
        { "Option", ["unknown variable 'no-such=1'", "Aborting"], "unknown variable 'no-such=1'" },
        { "Space", ["Write to file ./x failed at offset 0. Operating system error number 28", "Error number 28 means 'No space left on device'", "Cannot resize redo log file"], "Error number 28 means 'No space left on device'" },
        { "Plugin", ["Can't open shared library '/plugin/nosuch.so'", "Couldn't load plugin named 'nosuch.so'", "Unknown/unsupported storage engine: rocksdb", "Aborting"], "Can't open shared library '/plugin/nosuch.so'; Unknown/unsupported storage engine: rocksdb" },
        { "Permission", ["Can't create/write to file './ddl_recovery.log' (Errcode: 13 \"Permission denied\")", "DDL_LOG: Failed to create ddl log file: ./ddl_recovery.log", "Aborting"], "Can't create/write to file './ddl_recovery.log' (Errcode: 13 \"Permission denied\")" },
        { "ForeignData", ["File ./ib_logfile0 was not found", "Plugin initialization aborted with error Generic error", "Unknown/unsupported storage engine: InnoDB", "Aborting"],
            "File ./ib_logfile0 was not found" },
        { "LowerCase", ["Different lower_case_table_names settings for server ('1') and data dictionary ('0')", "Data Dictionary initialization failed", "Aborting"], "Different lower_case_table_names settings for server ('1') and data dictionary ('0')" },
        { "Locked", ["Can't lock aria control file '/var/lib/mysql/aria_log_control' for exclusive use, error: 11. Will retry for 30 seconds", "Unable to lock ./ibdata1 error: 11"], "Can't lock aria control file '/var/lib/mysql/aria_log_control' for exclusive use, error: 11. Will retry for 30 seconds" },
        { "Other", ["something that nobody has seen yet", "Aborting"], "something that nobody has seen yet" },
    };

    [Theory]
    [MemberData(nameof(Starts))]
    public void The_cause_is_told_and_not_what_came_of_it(string kind, string[] errors, string cause) =>
        StartFault.Find(errors).Should().Be((Enum.Parse<StartFaultKind>(kind), cause));

    [Fact]
    public void Consequences_alone_are_no_cause() => StartFault.Find(["Aborting", "Data Dictionary initialization failed"]).Should().BeNull();

    [Theory]
    [InlineData("unknown variable 'max_connectionz=5'", "max_connectionz")]
    [InlineData("unknown option '--max-connectionz'", "max-connectionz")]
    [InlineData("mariadbd does not accept its options: mariadbd: unknown variable 'max_connectionz=5'", "max_connectionz")]
    [InlineData("Unknown suffix 'l' used for variable 'max_connections' (value 'lots')", "max_connections")]
    [InlineData("Aborting", null)]
    public void The_option_is_named(string error, string? option) => StartFault.OptionIn(error).Should().Be(option);

    [Theory]
    [InlineData("File './binlog.index' not found (OS errno 13 - Permission denied)", "/data/binlog.index")]
    [InlineData("File '/etc/mysql/conf.d/s.cnf' not found (OS errno 13 - Permission denied)", "/etc/mysql/conf.d/s.cnf")]
    [InlineData("User 1234 cannot write to /var/lib/mysql/", "/var/lib/mysql/")]
    [InlineData("Permission denied", null)]
    public void The_path_is_named(string error, string? path) => StartFault.PathIn(error, "/data/").Should().Be(path);
}
