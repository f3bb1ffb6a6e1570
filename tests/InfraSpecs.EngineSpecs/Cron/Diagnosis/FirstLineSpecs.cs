using InfraSpecs.Cron;
using InfraSpecs.EngineSpecs.Faults;
using InfraSpecs.Xunit;
using static InfraSpecs.EngineSpecs.Cron.Diagnosis.CronScene;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cron.Diagnosis;

/// <summary>Nobody has to ask: what fails for want of runs says why in its first line.</summary>
[RequiresEngine]
public sealed class FirstLineSpecs(EngineFixture fixture)
{
    private const string NoNewline = "cron ignores /etc/cron.d/cron-example: its last line does not end with a newline (line 1, `* * * * * root sh /usr/local/bin/task.sh`, is where the file ends; "
        + "cron said `(*system*cron-example) ERROR (Missing newline before EOF, this crontab file will be ignored)`).";

    [Fact]
    [Fault("Cron", "the crontab's last line has no newline", Names = "its last line does not end with a newline")]
    public async Task A_wait_for_runs()
    {
        await using var cron = await new CronScene(fixture.Engine).With(Example, Job.TrimEnd()).StartAsync(Token);
        await cron.AdvanceToAsync(Noon, Token);
        var wait = () => cron.WaitForRunsAsync(1, TimeSpan.FromSeconds(0.5), Token);
        var error = (await wait.Should().ThrowAsync<CronException>()).Where(it => it.Reason == CronReason.RunsMissing).Which;
        FirstLine(error).Should().Be($"{cron.Container.Name}, 1 run: not ready within 0.5 s, because {NoNewline}");
        error.ShouldNameItsFault();
        error.Message.Should().Match("*Not yet because: no run was started; *What to do: end the file with a newline; without it none of its jobs runs.");
        error.Diagnosis!.Should().HaveCause(CronFault.NoFinalNewline).And.HaveNoOtherCause();
        error.InnerException.Should().BeOfType<WaitException>().Which.Within.Should().Be(TimeSpan.FromSeconds(0.5));
    }

    [Fact]
    public async Task A_claim_about_runs()
    {
        await using var cron = await new CronScene(fixture.Engine).With(Example, Job.TrimEnd()).StartAsync(Token);
        await cron.AdvanceToAsync(Noon, Token);
        var runs = await cron.ReadRunsAsync(Token);
        var claim = () => runs.Should().HaveRuns(1);
        FirstLine(claim.Should().Throw<SpecFailedException>().Which).Should().Be($"Expected runs of \"{cron.Container.Name}\" to have 1 runs, but found 0: {NoNewline}");
    }

    [Fact]
    public async Task Where_nothing_is_wrong_a_wait_is_only_too_short()
    {
        await using var cron = await new CronScene(fixture.Engine).StartAsync(Token);
        await cron.AdvanceToAsync(Noon, Token);
        await cron.WaitForRunsAsync(1, TimeSpan.FromSeconds(30), Token);
        var wait = () => cron.WaitForRunsAsync(2, TimeSpan.FromSeconds(0.2), Token);
        FirstLine((await wait.Should().ThrowExactlyAsync<WaitException>().Where(e => e.Reason == WaitReason.TimedOut)).Which).Should().Match("*, 2 runs: not ready within 0.2 s*");
    }

    private static string FirstLine(Exception error) => error.Message.Split('\n')[0];
}
