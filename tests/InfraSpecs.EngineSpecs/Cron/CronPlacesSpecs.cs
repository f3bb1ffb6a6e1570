using System.Text;
using DotNet.Testcontainers.Configurations;
using InfraSpecs.Cron;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cron;

/// <summary>Jobs are recorded wherever they stand.</summary>
[RequiresEngine]
public sealed class CronPlacesSpecs(EngineFixture fixture)
{
    private const UnixFileModes Private = UnixFileModes.UserRead | UnixFileModes.UserWrite;
    private const UnixFileModes Plain = Private | UnixFileModes.GroupRead | UnixFileModes.OtherRead;
    private const UnixFileModes Script = Plain | UnixFileModes.UserExecute | UnixFileModes.GroupExecute | UnixFileModes.OtherExecute;
    private const uint Nobody = 65534;

    [Fact]
    public async Task A_crontab_of_the_system_one_of_a_package_one_of_a_user_and_a_daily_script()
    {
        var morning = new DateTimeOffset(2028, 3, 1, 6, 25, 0, TimeSpan.Zero);
        await using var cron = await CronContainer.StartAsync(
            fixture.Engine,
            new CronOptions
            {
                StartAt = morning.AddMinutes(-10),
                Configure = builder => builder
                    .WithResourceMapping(Bytes("25 6 * * * root echo system\n25 6 * * * root run-parts /etc/cron.daily\n"), "/etc/crontab", fileMode: Plain)
                    .WithResourceMapping(Bytes("25 6 * * * root echo package\n"), "/etc/cron.d/cron-example", fileMode: Plain)
                    .WithResourceMapping(Bytes("25 6 * * * echo user\n"), "/var/spool/cron/crontabs/nobody", Nobody, fileMode: Private)
                    .WithResourceMapping(Bytes("#!/bin/sh\necho daily\n"), "/etc/cron.daily/report", fileMode: Script),
            },
            Token);

        await cron.AdvanceToAsync(morning, Token);
        // Debian's own apt-compat is among the daily scripts, and sleeps for up to half an hour first.
        await cron.RunForAsync(TimeSpan.FromMinutes(32), ContainerClock.FastestSpeed, Token);

        var runs = await cron.WaitForRunsAsync(4, Token);
        runs.Should().HaveSucceeded();
        runs.ForJob("echo").All.Select(it => (it.User, it.Output)).Should().BeEquivalentTo([("root", "system\n"), ("root", "package\n"), ("nobody", "user\n")]);
        runs.ForJob("run-parts").All.Should().ContainSingle().Which.Output.Should().Contain("daily\n");
        (await cron.DiagnoseAsync(Token)).Should().BeClean();
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
