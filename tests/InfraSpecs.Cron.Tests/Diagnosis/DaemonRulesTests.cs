using static InfraSpecs.Cron.Tests.Given;

namespace InfraSpecs.Cron.Tests.Diagnosis;

public sealed class DaemonRulesTests
{
    [Theory]
    [InlineData("cron", "its command is `cron`, without -f (the image's command is [\"cron\"])")]
    [InlineData("/usr/sbin/cron -L 15", "its command is `/usr/sbin/cron -L 15`, without -f (the image's command is [\"/usr/sbin/cron\", \"-L\", \"15\"])")]
    [InlineData("/bin/sh -c cron", "its command is `cron`, without -f (the image's command is [\"/bin/sh\", \"-c\", \"cron\"])")]
    [InlineData("dumb-init -- cron", "its command is `dumb-init -- cron`, without -f (the image's command is [\"dumb-init\", \"--\", \"cron\"])")]
    [InlineData("/usr/bin/tini -g -- /usr/sbin/cron", "its command is `/usr/bin/tini -g -- /usr/sbin/cron`, without -f (the image's command is [\"/usr/bin/tini\", \"-g\", \"--\", \"/usr/sbin/cron\"])")]
    [InlineData("service cron start", "its command is `service cron start` (the image's command is [\"service\", \"cron\", \"start\"])")]
    public void Cron_without_f(string command, string what) => (Files(Etc(Job)) with { MainCommand = command.Split(' ') }).OnlyFinding().Should().Match<CronFinding>(it =>
        it.Fault == CronFault.NotInForeground && it.Headline == "cron goes into the background, which ends the container: " + what && it.Advice == "CMD [\"cron\", \"-f\"]");

    [Theory]
    [InlineData("cron -f")]
    [InlineData("/usr/sbin/cron -L 15 -f")]
    [InlineData("/entrypoint.sh cron")]
    [InlineData("dumb-init -- cron -f")]
    [InlineData("tini -s -- /entrypoint.sh cron")]
    [InlineData("/bin/sh -c cron;exec${IFS}tail")]
    public void Commands_that_stay(string command) => (Files(Etc(Job)) with { MainCommand = command.Split(' ') }).Findings().Should().BeEmpty();

    [Fact]
    public void Where_runs_are_not_recorded_that_is_said() =>
        (Conclusions.Draw(new CronEvidence { Files = Files(Etc(Job)) }) with { NotRecordedBecause = "busybox is a static program." }).ToString().Should().Be(
        "Nothing was found that keeps the jobs of cron-1 from running; how they end is not known, for they were not recorded: busybox is a static program.");

    [Fact]
    public void A_secret_in_the_images_command_is_not_shown() =>
        (Files(Etc(Job)) with { MainCommand = ["/bin/sh", "-c", "cron --password=plutos"] }).OnlyFinding().ToString()
            .Should().NotContain("plutos").And.Contain("(the image's command is [\"/bin/sh\", \"-c\", \"cron --password=***\"])");

    [Fact]
    public void A_container_that_has_ended_for_another_reason() => Conclusions.Draw(new CronEvidence
    {
        Files = Files(Etc(Job)),
        Exit = new ContainerExit
        {
            Container = "cron-1", ExitCode = 1, OutOfMemory = false, RanFor = TimeSpan.FromSeconds(3), LastLines = [new LogLine(1, default, "cron: can't lock", LogChannel.Error)],
        },
    }).Headline.Should().Be("cron does not run any more: the container exited with code 1 after 3 s (its last output is `cron: can't lock`)");

    [Fact]
    public void A_container_that_has_ended_because_cron_went_away() => Conclusions.Draw(new CronEvidence
    {
        Files = Files(Etc(Job)) with { MainCommand = ["cron"] },
        Exit = new ContainerExit { Container = "cron-1", ExitCode = 0, OutOfMemory = false, RanFor = TimeSpan.FromSeconds(0.1), LastLines = [] },
    }).Headline.Should().Be("cron goes into the background, which ends the container: its command is `cron`, without -f (the container exited with code 0 after 0.1 s)");

    [Fact]
    public void A_container_that_runs_something_else() => With(Process("sleep infinity")).Headline.Should().Be("no cron runs in cron-1 (its processes are `sleep infinity`)");

    [Fact]
    public void What_was_executed_in_the_container_is_none_of_its_processes() =>
        With(Process("sh"), Process("sh -c 'tail -F /var/log/cron.log'", 200), Process("tail -F /var/log/cron.log", 201, 200), Process("sleep 5", 102, 101), Process("sh", 101, 100))
            .Headline.Should().Be("no cron runs in cron-1 (its processes are `sh`, `sleep 5`, `sh`)");

    [Theory]
    [InlineData("cron -f")]
    [InlineData("/usr/sbin/CRON -f")]
    [InlineData("/usr/sbin/crond -n")]
    [InlineData("busybox crond -f")]
    public void A_container_that_runs_cron_under_something_else(string command) => With(Process("/sbin/docker-init -- cron -f"), Process(command, 101, 100)).IsClean.Should().BeTrue();

    [Fact]
    public void An_image_without_cron_is_not_clean() =>
        (Files() with { Daemon = null, MainCommand = ["bash"] }).OnlyFinding().Headline.Should().Be(
            "there is no cron in cron-1 (it has neither /usr/sbin/cron nor /usr/sbin/crond, and its command starts none)");

    [Theory]
    [InlineData("crontab /app/jobs && cron -f")]
    [InlineData("(printenv; cat /app/jobs) | crontab -; exec cron -f")]
    public void An_image_whose_command_may_bring_the_job_first(string script)
    {
        var files = Files(Etc("# nothing yet\n")) with { MainCommand = ["/bin/sh", "-c", script] };
        files.Findings().Should().BeEmpty();
        (files with { MainCommand = ["/entrypoint.sh", "cron", "-f"] }).Findings().Should().BeEmpty();
        Conclusions.Draw(new CronEvidence { Files = files, Spans = [new(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 1)] }).Findings.Should()
            .Contain(it => it.Fault == CronFault.NoJob, "it has begun, and brought none");
    }

    [Fact]
    public void An_image_without_a_job_is_not_clean() => Files(Etc("# nothing yet\n")).OnlyFinding().Headline.Should().Be("there is no job in cron-1 (/etc/cron.d/cron-example has none)");

    [Fact]
    public void Busybox_reads_users_crontabs_only() =>
        (Files(Etc(Job), Spool("* * * * * date\n")) with { Daemon = CronDaemon.Busybox, MainCommand = ["crond", "-f"] }).OnlyFinding().Headline.Should().Be(
            "busybox's crond does not read /etc/cron.d/cron-example: it knows users' crontabs in /var/spool/cron/crontabs only (1 of its lines is a job)");

    private static CronDiagnosis With(params ContainerProcess[] processes) =>
        Conclusions.Draw(new CronEvidence { Files = Files(Etc(Job)), Processes = new ContainerProcesses("cron-1", processes) });

    private static ContainerProcess Process(string command, int id = 100, int parent = 1) =>
        new() { HostId = id, ParentHostId = parent, User = "root", IsMain = id == 100, CommandLine = command };
}
