using InfraSpecs.Cron;
using InfraSpecs.Xunit;
using static InfraSpecs.EngineSpecs.Cron.Diagnosis.CronScene;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cron.Diagnosis;

/// <summary>Containers that hold other things than a diagnosis hopes for.</summary>
[RequiresEngine]
public sealed class OddFilesSpecs(EngineFixture fixture)
{
    [Fact]
    public async Task Ten_thousand_jobs()
    {
        var jobs = string.Concat(Enumerable.Range(0, 9_990).Select(i => $"{i % 60} {i / 60 % 24} 1 1 * root sh /app/{i}.sh\n"));
        await using var cron = await new CronScene(fixture.Engine).With("/etc/cron.d/many", jobs).StartAsync(Token);
        var diagnosis = await cron.DiagnoseAsync(Token);
        diagnosis.Should().HaveCause(CronFault.CommandMissing);
        diagnosis.ToString().Should().StartWith("the job in line 1 of /etc/cron.d/many cannot run: /app/0.sh is not in the container").And.Contain("\n… and ");
    }

    [Fact]
    public async Task One_line_more_than_cron_reads()
    {
        const string Rare = "0 0 1 1 * root true\n";
        var (diagnosis, _) = await new CronScene(fixture.Engine)
            .With(Example, string.Concat(Enumerable.Repeat(Rare, 10_004))).With("/etc/cron.d/fits", string.Concat(Enumerable.Repeat(Rare, 10_003))).DiagnoseAsync(0, Token);
        diagnosis.Should().HaveCause(CronFault.TooManyLines).And.HaveNoOtherCause();
        diagnosis.Headline.Should().Be("cron ignores /etc/cron.d/cron-example: it has more lines than cron reads (it has 10,004 lines, and cron takes 10,003 at most; "
            + "cron said `(*system*cron-example) ERROR (crontab must not be longer than 10000 lines, this crontab file will be ignored)`)");
    }

    [Theory]
    [InlineData("mkdir /etc/cron.d/folder; mkdir -p /etc/cron.daily/folder.d", CronFault.CannotOpen)]
    [InlineData("mkdir -p /etc/cron.daily/folder.d; ln -s /nowhere /etc/cron.weekly/link", null)]
    [InlineData("ln -s /etc/cron.d/loop /etc/cron.d/loop", CronFault.CannotOpen)]
    [InlineData("mkdir /app; cp /etc/cron.d/cron-example /app/crontab; ln -sf /app/crontab /etc/cron.d/cron-example", null)]
    [InlineData("head -c 5000 /dev/zero > /etc/cron.d/zeros", CronFault.NoFinalNewline)]
    [InlineData("rm /etc/passwd- /etc/crontab; rm -r /etc/cron.daily /var/spool/cron", null)]
    [InlineData("mkfifo /etc/cron.hourly/pipe", null)]
    public async Task Files_that_are_none(string command, CronFault? fault)
    {
        var scene = new CronScene(fixture.Engine).Configure(builder => builder.WithEntrypoint("sh", "-c", command + "; exec cron -f"));
        await using var cron = await scene.StartAsync(Token);
        await cron.AdvanceToAsync(Noon, Token);
        var diagnosis = await cron.DiagnoseAsync(Token);
        if (fault is null) diagnosis.Should().BeClean();
        else diagnosis.Findings.Select(it => it.Fault).Should().Contain(fault.Value);
    }

    [Fact]
    public async Task A_token_that_is_cancelled()
    {
        await using var cron = await new CronScene(fixture.Engine).With(Example, Job, "0666").StartAsync(Token);
        foreach (var after in new[] { 0, 5, 20, 50 })
        {
            using var caller = new CancellationTokenSource(TimeSpan.FromMilliseconds(after), TimeProvider.System);
            try
            {
                await cron.DiagnoseAsync(caller.Token);
            }
            catch (OperationCanceledException)
            {
                caller.IsCancellationRequested.Should().BeTrue();
            }
        }

        (await cron.DiagnoseAsync(Token)).Should().HaveCause(CronFault.InsecureMode).And.HaveNoOtherCause();
    }
}
