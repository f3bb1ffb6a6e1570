using System.Text;
using InfraSpecs;
using InfraSpecs.Cron;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace Walkthrough.Specs.Cron;

/// <summary>The crontab that cost the tutorial's author an afternoon, and the same one repaired. They differ in one byte.</summary>
[RequiresEngine]
[Trait("Section", "3.1.1")]
public sealed class SilentCrontabSpecs(EngineFixture fixture)
{
    private const string Failing = "* * * * *       root sh /usr/local/bin/task.sh";
    private const string Repaired = Failing + "\n";

    private static readonly DateTimeOffset Noon = new(2028, 11, 18, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_failing_crontab_is_told_by_the_sentence_that_would_have_saved_the_afternoon()
    {
        await using var cron = await StartAsync(Failing);
        await cron.AdvanceToAsync(Noon, Token);
        var claim = async () => (await cron.DiagnoseAsync(Token)).Should().BeClean();
        (await claim.Should().ThrowAsync<SpecFailedException>()).WithMessage(
            "Expected *to be clean, but cron ignores /etc/cron.d/cron-example: its last line does not end with a newline "
            + "(line 1, `* * * * *       root sh /usr/local/bin/task.sh`, is where the file ends; "
            + "cron said `(*system*cron-example) ERROR (Missing newline before EOF, this crontab file will be ignored)`).*"
            + "What to do: end the file with a newline; without it none of its jobs runs.*");
    }

    [Fact]
    public async Task The_repaired_crontab_runs_its_job()
    {
        await using var cron = await StartAsync(Repaired);
        await cron.AdvanceToAsync(Noon, Token);
        var runs = await cron.WaitForRunsAsync(1, Token);
        runs.Should().HaveRuns(1);
        (await cron.DiagnoseAsync(Token)).Should().BeClean();
    }

    private Task<CronContainer> StartAsync(string crontab) => CronContainer.StartAsync(
        fixture.Engine,
        new CronOptions
        {
            StartAt = Noon.AddSeconds(-30),
            Configure = builder => builder.WithResourceMapping(Encoding.UTF8.GetBytes(crontab), "/etc/cron.d/cron-example"),
        },
        Token);
}
