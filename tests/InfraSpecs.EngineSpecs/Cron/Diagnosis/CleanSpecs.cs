using InfraSpecs.Xunit;
using static InfraSpecs.EngineSpecs.Cron.Diagnosis.CronScene;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cron.Diagnosis;

/// <summary>No false alarms.</summary>
[RequiresEngine]
public sealed class CleanSpecs(EngineFixture fixture)
{
    /// <summary>What Debian's packages e2fsprogs, php-common, certbot, sysstat, anacron and mdadm put into /etc/cron.d.</summary>
    private const string Packages = """
        30 3 * * 0 root test -e /run/systemd/system || SERVICE_MODE=1 /usr/lib/x86_64-linux-gnu/e2fsprogs/e2scrub_all_cron
        10 3 * * * root test -e /run/systemd/system || SERVICE_MODE=1 /sbin/e2scrub_all -A -r
        09,39 *     * * *     root   [ -x /usr/lib/php/sessionclean ] && if [ ! -d /run/systemd/system ]; then /usr/lib/php/sessionclean; fi
        SHELL=/bin/sh
        PATH=/usr/local/sbin:/usr/local/bin:/sbin:/bin:/usr/sbin:/usr/bin
        0 */12 * * * root test -x /usr/bin/certbot -a \! -d /run/systemd/system && perl -e 'sleep int(rand(43200))' && certbot -q renew --no-random-sleep-on-renew
        5-55/10 * * * * root command -v debian-sa1 > /dev/null && debian-sa1 1 1
        30 7-23 * * *   root	[ -x /etc/init.d/anacron ] && if [ ! -d /run/systemd/system ]; then /usr/sbin/invoke-rc.d anacron start >/dev/null; fi
        57 0 * * 0 root if [ -x /usr/share/mdadm/checkarray ] && [ $(date +\%d) -le 7 ]; then /usr/share/mdadm/checkarray --cron --all --idle --quiet; fi

        """;

    [Fact]
    public async Task The_image_cronjob()
    {
        var (diagnosis, lint) = await new CronScene(fixture.Engine).DiagnoseAsync(1, Token);
        diagnosis.Should().BeClean();
        lint.Should().BeClean();
        diagnosis.ToString().Should().StartWith("Nothing was found that keeps the jobs of cron-");
    }

    [Fact]
    public async Task What_Debians_packages_put_into_cron_d()
    {
        var (diagnosis, lint) = await new CronScene(fixture.Engine).With("/etc/cron.d/packages", Packages).With("/etc/cron.d/.placeholder", "x")
            .With("/etc/cron.d/old.dpkg-old", Job).DiagnoseAsync(1, Token);
        diagnosis.Should().BeClean();
        lint.Should().BeClean();
    }

    [Fact]
    public async Task Jobs_of_packages_that_fail_on_purpose()
    {
        await using var cron = await new CronScene(fixture.Engine).With("/etc/cron.d/packages", Packages).StartAsync(Token);
        await cron.AdvanceToAsync(Noon.AddMinutes(5), Token);
        var runs = await cron.WaitForRunsAsync(2, TimeSpan.FromSeconds(30), Token);
        runs.ForJob("debian-sa1").All.Should().ContainSingle().Which.ExitCode.Should().Be(127);
        (await cron.DiagnoseAsync(Token)).Should().BeClean();
    }

    [Fact]
    public async Task A_container_that_has_jumped_about()
    {
        await using var cron = await new CronScene(fixture.Engine).StartAsync(Token);
        await cron.AdvanceToAsync(Noon, Token);
        await cron.AdvanceToAsync(Noon.AddDays(3), Token);
        await cron.AdvanceToAsync(Noon.AddDays(3).AddMinutes(1), Token);
        await cron.WaitForRunsAsync(3, TimeSpan.FromSeconds(30), Token);
        (await cron.DiagnoseAsync(Token)).Should().BeClean();
    }

    [Fact]
    public async Task A_job_at_the_start_that_goes_on()
    {
        await using var cron = await new CronScene(fixture.Engine).With("/etc/cron.d/start", "@reboot root sleep 999999\n").StartAsync(Token);
        await cron.RunForAsync(TimeSpan.FromMinutes(3), 60, Token);
        (await cron.DiagnoseAsync(Token)).Should().BeClean();
    }
}
