using InfraSpecs.Cron;
using InfraSpecs.Xunit;
using static InfraSpecs.EngineSpecs.Cron.Diagnosis.CronScene;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cron.Diagnosis;

/// <summary>Jobs that end with 0, say nothing, and do not do what they are for.</summary>
[RequiresEngine]
public sealed class LeftOutSpecs(EngineFixture fixture)
{
    private const string Say = "#!/bin/sh\necho \"ran $0\"\n";

    [Fact]
    public async Task Files_that_run_parts_skips_in_any_folder()
    {
        await using var cron = await new CronScene(fixture.Engine).With(Example, "* * * * * root run-parts /opt/jobs\n")
            .With("/opt/jobs/good", Say, "0755").With("/opt/jobs/backup.sh", Say, "0755").With("/opt/jobs/report", Say).StartAsync(Token);
        await cron.AdvanceToAsync(Noon, Token);
        var runs = await cron.WaitForRunsAsync(1, TimeSpan.FromSeconds(30), Token);
        runs.All.Should().ContainSingle().Which.Output.Should().Be("ran /opt/jobs/good\n");
        FluentActions.Invoking(() => runs.Should().HaveSucceeded()).Should().Throw<Exception>().WithMessage(
            "Expected runs of \"cron-*\" to have succeeded, but 1 of 1 did not: run 1, at 2027-03-01 12:00:* UTC, of 'run-parts /opt/jobs', exited with code 0, but run-parts skips /opt/jobs/backup.sh: there is a '.' in its name:*");
        (await cron.DiagnoseAsync(Token)).Should().HaveCause(CronFault.RunPartsNameSkipped).And.HaveCause(CronFault.RunPartsNotExecutable).And.HaveNoOtherCause();
    }

    [Theory]
    [InlineData("--lsbsysinit", "ran /opt/jobs/a.b-c\nran /opt/jobs/small\n", "Upper")]
    [InlineData("--regex='^[aU]'", "ran /opt/jobs/Upper\nran /opt/jobs/a.b-c\n", null)]
    public async Task Names_that_run_parts_takes_by_its_options(string options, string output, string? skipped)
    {
        await using var cron = await new CronScene(fixture.Engine).With(Example, $"* * * * * root run-parts {options} /opt/jobs\n")
            .With("/opt/jobs/a.b-c", Say, "0755").With("/opt/jobs/small", Say, "0755").With("/opt/jobs/Upper", Say, "0755").StartAsync(Token);
        await cron.AdvanceToAsync(Noon, Token);
        var runs = await cron.WaitForRunsAsync(1, TimeSpan.FromSeconds(30), Token);
        runs.All.Should().ContainSingle().Which.Output.Should().Be(output);
        (await cron.DiagnoseAsync(Token)).Findings.Select(it => it.File).Should().Equal(skipped is null ? [] : ["/opt/jobs/" + skipped]);
    }

    [Fact]
    public async Task A_folder_that_is_not_there()
    {
        var (diagnosis, lint) = await new CronScene(fixture.Engine).With(Example, "* * * * * root run-parts --report /opt/none\n").DiagnoseAsync(1, Token);
        diagnosis.Should().HaveCause(CronFault.RunPartsNothing).And.HaveNoOtherCause();
        lint.Headline.Should().Be(diagnosis.Headline);
    }

    [Fact]
    public async Task A_folder_that_is_left_to_anacron()
    {
        await using var cron = await CronContainer.StartAsync(fixture.Engine, new CronOptions { Image = await WithAnacronAsync(), StartAt = Noon.AddHours(-5).AddMinutes(-36) }, Token);
        await cron.AdvanceToAsync(Noon.AddHours(-5).AddMinutes(-35), Token);
        await cron.AdvanceToAsync(Noon.AddHours(-4).AddMinutes(-30), Token);
        await cron.WaitForRunsAsync(3, TimeSpan.FromSeconds(30), Token);
        (await cron.Container.FindFileAsync("/var/log/backup.log", Token)).Should().BeNull("neither cron nor anacron has run the script");
        var runs = (await cron.ReadRunsAsync(Token)).ForJob("cron.daily");
        runs.All.Should().ContainSingle().Which.ExitCode.Should().Be(0);
        FluentActions.Invoking(() => runs.Should().HaveSucceeded()).Should().Throw<Exception>().WithMessage(
            "*exited with code 0, but the job in line * of /etc/crontab runs nothing of /etc/cron.daily: it leaves that to anacron, which is installed, and which nothing starts*");
        var diagnosis = await cron.DiagnoseAsync(Token);
        diagnosis.Should().HaveCause(CronFault.LeftToAnacron).And.HaveNoOtherCause();
        (await CronContainer.DiagnoseImageAsync(fixture.Engine, await WithAnacronAsync(), Token)).Headline.Should().Be(diagnosis.Headline);
    }

    private async Task<string> WithAnacronAsync() => await InlineImage.BuildAsync(fixture.Engine, "cron-anacron", $"""
        FROM {await fixture.Engine.Images.GetAsync("cronjob", Token)}
        RUN apt-get update -o Acquire::Retries=5 && apt-get install -y --no-install-recommends -o Acquire::Retries=5 anacron && rm -rf /var/lib/apt/lists/*
        RUN printf '#!/bin/sh\ndate >> /var/log/backup.log\n' > /etc/cron.daily/backup && chmod 0755 /etc/cron.daily/backup

        """, Token);
}
