namespace InfraSpecs.MySql.Tests.Dump;

public sealed class ComplaintsTests
{
    [Theory]
    [InlineData("mysqldump: Error: 'Unknown' when trying to dump 'shop.warning'")]
    [InlineData("mysqldump: Got error: 1146: Table 'shop.warning' doesn't exist when using LOCK TABLES")]
    [InlineData("mysqldump: Couldn't execute 'show create table `note: x`': File './shop/note.MYD' not found (29)")]
    [InlineData("mysqldump: Couldn't find table: \"deprecated program name\"")]
    [InlineData("mysqldump: Error 2013: Lost connection to MySQL server during query when dumping table `t` at row: 5")]
    [InlineData("mysqldump: [ERROR] unknown option '--nope'.")]
    [InlineData("mysqldump: Got errno 28 on write")]
    [InlineData("/usr/bin/mysqldump: unknown variable 'x=1'")]
    [InlineData("mariadb-dump: Couldn't execute 'SHOW FIELDS FROM `v`': View 'shop.v' references invalid table(s) (1356)")]
    [InlineData("Enter password: mysqldump: Got error: 1045: Access denied")]
    [InlineData("Nov 28 17:00:00 mysqldump: Got error: 1049: Unknown database")]
    [InlineData("ERROR 1064 (42000) at line 7: You have an error in your SQL syntax")]
    [InlineData("ERROR 2002 (HY000): Can't connect to local server through socket")]
    [InlineData("ERROR: ASCII '\\0' appeared in the statement")]
    public void What_a_client_marks_as_an_error_is_one(string line)
    {
        Complaints.FirstError(line + "\n").Should().Be(line);
        Complaints.FirstError("-- Connecting to localhost...\n" + line + "\r\n+ gzip\n").Should().Be(line);
    }

    [Theory]
    [InlineData("mysqldump: [Warning] Using a password on the command line interface can be insecure.")]
    [InlineData("mysqldump: Deprecated program name. It will be removed in a future release, use 'mariadb-dump' instead")]
    [InlineData("Warning: A partial dump from a server that has GTIDs will by default include the GTIDs of all transactions, even those that changed suppressed parts of the database. \nIn order to ensure a consistent backup of the database, pass --single-transaction or --lock-all-tables or --source-data. ")]
    [InlineData("WARNING: option --ssl-verify-server-cert is disabled, because of an insecure passwordless login.")]
    [InlineData("Warning: mariadb-dump: unknown variable 'loose-x=1'")]
    [InlineData("-- Connecting to localhost...\n-- Retrieving table structure for table errors...\n-- Sending SELECT query...\n-- Disconnecting from localhost...")]
    [InlineData("+ mysqldump --user=root shop\n+ echo 'mysqldump: Error'")]
    [InlineData("1.2MiB 0:00:01 [1.1MiB/s]")]
    [InlineData("bash: warning: setlocale: LC_ALL: cannot change locale (en_US.UTF-8)")]
    [InlineData("")]
    public void Notices_progress_and_traces_are_none(string error) => Complaints.FirstError(error).Should().BeNull();
}
