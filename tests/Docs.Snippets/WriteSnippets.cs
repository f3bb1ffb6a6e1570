using InfraSpecs.Cron;

[assembly: AssemblyFixture(typeof(EngineFixture))]

namespace Shop.Specs;

[RequiresEngine]
public sealed class CronjobSpecs(CronjobImage fixture, EngineFixture engine) : IClassFixture<CronjobImage>
{
    [Fact]
    public void It_runs_as_root() => fixture.Image.Should().HaveUser("root");

    [Fact]
    public void It_has_no_entry_point() => fixture.Image.Should().HaveNoEntrypoint();

    [Fact]
    public void Its_command_is_cron_f() => fixture.Image.Should().HaveCmd("cron", "-f");

    [Fact]
    public void It_sets_PATH() => fixture.Image.Should().HaveEnv("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");

    [Fact]
    public void It_has_etc_cron_d_cron_example() => fixture.Image.Should().HaveFile("/etc/cron.d/cron-example").Which.Should().HaveMode("0644");

    [Fact]
    public void It_has_usr_local_bin_task_sh() => fixture.Image.Should().HaveFile("/usr/local/bin/task.sh").Which.Should().HaveMode("0755");

    [Fact]
    public async Task It_runs_root_sh_usr_local_bin_task_sh_each_minute()
    {
        var file = await fixture.Image.ReadFileAsync("/etc/cron.d/cron-example", Token);
        CrontabFile.Parse("/etc/cron.d/cron-example", file).Should().HaveJob("* * * * *", "root sh /usr/local/bin/task.sh");
    }

    [Fact]
    public async Task Nothing_keeps_its_jobs_from_running()
    {
        var diagnosis = await CronContainer.DiagnoseImageAsync(engine.Engine, "cronjob", Token);
        diagnosis.Should().BeClean();
    }

    [Fact]
    public void It_starts_as_declared() => fixture.Image.Should().StartAsDeclared();

    [Fact]
    public void It_runs_elsewhere() => fixture.Image.Should().BePortable();

    [Fact]
    public void It_has_no_secrets() => fixture.Image.Should().HaveNoSecrets();
}

public sealed class CronjobImage(EngineFixture engine) : ImageFixture(engine, "cronjob");
