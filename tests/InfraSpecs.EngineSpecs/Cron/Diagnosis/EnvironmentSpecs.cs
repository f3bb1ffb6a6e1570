using InfraSpecs.Cron;
using InfraSpecs.Xunit;
using static InfraSpecs.EngineSpecs.Cron.Diagnosis.CronScene;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cron.Diagnosis;

/// <summary>Ways by which jobs come to a variable that cron does not pass on.</summary>
[RequiresEngine]
public sealed class EnvironmentSpecs(EngineFixture fixture)
{
    private const string Crontab = """
        * * * * * root export $(grep -v '^#' /opt/app.env | xargs); echo "export $GREETING"
        * * * * * root env $(cat /opt/app.env | grep -v '^#') sh -c 'echo "env $GREETING"'
        * * * * * root . /etc/profile.d/app.sh; echo "profile $GREETING"
        * * * * * root export "$(tr '\0' '\n' < /proc/1/environ | grep ^GREETING=)"; echo "process $GREETING"
        * * * * * root bash -lc 'echo "login $GREETING"'
        * * * * * root echo "pam $OTHER"
        SHELL=/bin/bash
        BASH_ENV=/etc/profile.d/app.sh
        * * * * * root echo "bash $GREETING"

        """;

    [Fact]
    public async Task A_job_that_gets_the_containers_variable_by_a_way_of_its_own_is_well()
    {
        await using var cron = await new CronScene(fixture.Engine)
            .With(Example, Crontab).With("/opt/app.env", "# x\nGREETING=hello\n").With("/etc/profile.d/app.sh", "export GREETING=hello\n").With("/etc/security/pam_env.conf", "OTHER DEFAULT=hello\n")
            .Configure(builder => builder.WithEnvironment("GREETING", "hello").WithEnvironment("OTHER", "hello")).StartAsync(Token);
        await cron.AdvanceToAsync(Noon, Token);
        var runs = await cron.WaitForRunsAsync(7, TimeSpan.FromSeconds(30), Token);
        runs.All.Select(it => it.Output).Should().BeEquivalentTo("export hello\n", "env hello\n", "profile hello\n", "process hello\n", "login hello\n", "pam hello\n", "bash hello\n");
        runs.All.Should().OnlyContain(it => it.Variables!.Contains("OTHER") && it.Variables!.Contains("HOME") && !it.Variables!.Contains("GREETING"));
        (await cron.DiagnoseAsync(Token)).Should().BeClean();
    }

    [Fact]
    public async Task Jobs_that_all_fail_without_a_word_are_not_clean()
    {
        await using var cron = await new CronScene(fixture.Engine).With(Example, "* * * * * root none > /dev/null 2>&1\n").StartAsync(Token);
        await cron.AdvanceToAsync(Noon, Token);
        await cron.WaitForRunsAsync(1, TimeSpan.FromSeconds(30), Token);
        var diagnosis = await cron.DiagnoseAsync(Token);
        diagnosis.Should().HaveCause(CronFault.CommandMissing).And.HaveNoOtherCause();
    }

    [Fact]
    public async Task A_job_that_ends_with_one_each_time_is_not_clean()
    {
        await using var cron = await new CronScene(fixture.Engine).With(Example, "* * * * * root sh -c 'exit 1'\n").StartAsync(Token);
        await cron.AdvanceToAsync(Noon, Token);
        await cron.AdvanceToAsync(Noon.AddMinutes(1), Token);
        await cron.WaitForRunsAsync(2, TimeSpan.FromSeconds(30), Token);
        (await cron.DiagnoseAsync(Token)).Headline.Should().Be("the job in line 1 of /etc/cron.d/cron-example runs, and fails (it exited with code 1 and wrote nothing; so did each of its 2 runs)");
    }
}
