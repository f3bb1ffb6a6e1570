namespace InfraSpecs.Cron.Tests.Diagnosis;

public sealed class JobProcessesTests
{
    [Fact]
    public void What_the_jobs_shell_waits_for() =>
        Doing("sleep 1196; date", "cron -f", "CRON -f", "/bin/sh -c sleep 1196; date", "sleep 1196").Should().Be("sleep 1196");

    [Fact]
    public void A_shell_that_became_it() => Doing("sleep 1196", "cron -f", "CRON -f", "sleep 1196").Should().Be("sleep 1196");

    [Fact]
    public void Where_it_is_not_seen() => Doing("backup", "cron -f").Should().BeNull();

    [Fact]
    public void Where_nobody_looked() => JobProcesses.Doing(null, "backup").Should().BeNull();

    /// <summary>Each process is the parent of the next one.</summary>
    private static string? Doing(string command, params string[] lines) => JobProcesses.Doing(
        new ContainerProcesses("cron-1", [.. lines
            .Select((line, index) => new ContainerProcess { HostId = 100 + index, ParentHostId = 99 + index, User = "root", IsMain = index == 0, CommandLine = line })]),
        command);
}
