using Xunit.Sdk;


namespace InfraSpecs.Assertions.Tests.Containers;

public sealed class ContainerProcessesAssertionsTests
{
    private readonly ContainerProcesses _processes = new("cron-1",
    [
        new ContainerProcess { HostId = 4711, ParentHostId = 4690, User = "root", IsMain = true, CommandLine = "/usr/sbin/cron -f" },
        new ContainerProcess { HostId = 4720, ParentHostId = 4711, User = "www-data", IsMain = false, CommandLine = "nginx: worker" },
    ]);

    [Fact]
    public void Claims_that_hold_pass() => _processes.Should().HaveMainProcess("cron").And.HaveProcess("nginx").And.HaveProcess("cron");

    [Fact]
    public void HaveMainProcess_shows_all_processes()
    {
        var claim = () => _processes.Should().HaveMainProcess("nginx");
        claim.Should().Throw<XunitException>().WithMessage("""
            Expected _processes of "cron-1" to have "nginx" as process number 1, but found "/usr/sbin/cron -f".

            With processes of cron-1 (* is number 1):
            * root     /usr/sbin/cron -f
              www-data nginx: worker

            """);
    }

    [Fact]
    public void HaveProcess_fails_for_one_that_is_not_there()
    {
        var claim = () => _processes.Should().HaveProcess("mysqld", "it is the database");
        claim.Should().Throw<XunitException>().WithMessage(
            "Expected _processes of \"cron-1\" to have \"mysqld\" among them because it is the database, but found none.*nginx: worker*");
    }
}
