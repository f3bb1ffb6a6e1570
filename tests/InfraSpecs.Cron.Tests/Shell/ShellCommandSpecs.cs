namespace InfraSpecs.Cron.Tests.Shell;

public sealed class ShellCommandSpecs
{
    [Theory]
    [InlineData("sh /x/task.sh", "sh /x/task.sh")]
    [InlineData("/x/task.sh -v", "/x/task.sh ")]
    [InlineData("A=b nohup backup a | gzip", "backup ;gzip ")]
    [InlineData("backup; rotate & exec /x", "backup ;rotate ;/x ")]
    [InlineData("test -x /x || /y; backup", "backup ")]
    [InlineData("backup && rotate", "backup ")]
    [InlineData("cd /app && ./x; backup", "")]
    [InlineData("[ -d /x ] && (backup; rotate)", "")]
    [InlineData("( cd / && run-parts /x )", "")]
    [InlineData("if true; then backup; fi", "")]
    [InlineData("PATH=/x backup", "")]
    [InlineData("$COMMAND now; `which x`; $(which y) a", "")]
    [InlineData("'/a b/x' \"c;d\" # rest", "/a b/x ")]
    [InlineData("f() { x; }; backup", "")]
    [InlineData("cat <<E\nbackup\nE", "cat ")]
    [InlineData("python3 -m app; bash \"$X/y\"", "python3 ;bash ")]
    [InlineData("command -v debian-sa1 > /dev/null && debian-sa1 1 1", "")]
    [InlineData("echo \"$(date; id)\"; backup", "backup ")]
    public void Only_what_runs_in_any_case_is_told(string text, string steps) =>
        string.Join(';', ShellCommand.Read(text).Steps.Select(it => $"{it.Program} {it.Script}")).Should().Be(steps);

    [Theory]
    [InlineData("x >> /var/log/x.log 2>&1", "/var/log/x.log")]
    [InlineData("x > '/a b' 2>/c", "/a b;/c")]
    [InlineData("x >/dev/null 2>&1", "")]
    [InlineData("x >> $LOG; y >> relative", "")]
    [InlineData("true || x >> /y", "")]
    [InlineData("echo \"> /x\"", "")]
    public void Only_files_that_are_written_in_any_case_are_told(string text, string outputs) => string.Join(';', ShellCommand.Read(text).Outputs).Should().Be(outputs);

    [Theory]
    [InlineData("echo \"[$(date +", true)]
    [InlineData("echo 'it", true)]
    [InlineData("x `date +", true)]
    [InlineData("(x", true)]
    [InlineData("echo \"$(date \"+x\")\" (y)", false)]
    [InlineData("echo it\\'s", false)]
    [InlineData("", false)]
    public void What_is_not_closed_is_told(string text, bool isOpen) => ShellCommand.Read(text).IsOpen.Should().Be(isOpen);

    [Theory]
    [InlineData(">")]
    [InlineData("\\")]
    [InlineData("$(")]
    [InlineData("))((")]
    [InlineData("<<")]
    [InlineData("2>&")]
    [InlineData("a >>|")]
    public void Nonsense_ends(string text) => ShellCommand.Read(text).Outputs.Should().BeEmpty();
}
