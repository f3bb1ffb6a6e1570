namespace InfraSpecs.Cron.Tests.Diagnosis;

public sealed class DaemonPresenceTests
{
    [Theory]
    [InlineData("sleep infinity", true, true)]
    [InlineData("/sbin/docker-init -- cron -f", false, true)]
    [InlineData("tail -f /dev/null", true, true)]
    [InlineData("mysqld", false, true)]
    [InlineData("sh /entrypoint.sh", false, false)]
    [InlineData("python3 start.py", false, false)]
    [InlineData("supervisord -n", false, false)]
    [InlineData("runsvdir /etc/service", false, false)]
    public void Whether_a_daemon_may_still_be_started(string command, bool isIdle, bool isNobody)
    {
        var processes = Processes(command);
        (DaemonPresence.IsThere(processes), DaemonPresence.OnlyIdle(processes), DaemonPresence.NobodyStarts(processes)).Should().Be((false, isIdle, isNobody));
    }

    [Theory]
    [InlineData("cron -f")]
    [InlineData("/usr/sbin/CRON -f")]
    [InlineData("busybox crond -f")]
    public void A_daemon_that_is_there(string command) => DaemonPresence.IsThere(Processes(command)).Should().BeTrue();

    [Fact]
    public void An_init_starts_nothing_more() => DaemonPresence.OnlyIdle(new ContainerProcesses("cron-1", [
        new() { HostId = 100, ParentHostId = 1, User = "root", IsMain = true, CommandLine = "tini -- sleep 100" },
        new() { HostId = 101, ParentHostId = 100, User = "root", IsMain = false, CommandLine = "sleep 100" }])).Should().BeTrue();

    [Fact]
    public void Of_a_container_that_ends_nothing_is_known() => DaemonPresence.OnlyIdle(new ContainerProcesses("cron-1", [])).Should().BeFalse();

    private static ContainerProcesses Processes(string command) =>
        new("cron-1", [new ContainerProcess { HostId = 100, ParentHostId = 1, User = "root", IsMain = true, CommandLine = command }]);
}
