using InfraSpecs.Cron;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cron;

/// <summary>Alpine's cron on a clock of its own: busybox's crond under musl, in an image that is laid out as Alpine's, made from Debian's sources.</summary>
[RequiresEngine]
public sealed class MuslCrondSpecs(EngineFixture fixture)
{
    private const string Dockerfile = """
        ARG BASE=debian:trixie-slim
        FROM ${BASE} AS build
        RUN sed -i 's/^Types: deb$/Types: deb deb-src/; s/^deb \(.*\)/&\ndeb-src \1/' $(ls /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null) \
         && apt-get update -o Acquire::Retries=5 \
         && apt-get install -y --no-install-recommends -o Acquire::Retries=5 gcc make musl-tools libc6-dev dpkg-dev bzip2 \
         && apt-get source -o Acquire::Retries=5 --download-only busybox
        # The kernel's headers are glibc's neighbours, and musl's compiler looks into its own folder only.
        RUN mkdir /source && tar -xf busybox_*.orig.tar.* --strip-components=1 -C /source \
         && ln -s /usr/include/linux /usr/include/asm-generic /usr/include/mtd /usr/include/$(uname -m)-linux-gnu/asm $(echo /usr/include/*-linux-musl)
        WORKDIR /source
        RUN make allnoconfig \
         && for it in ASH SH_IS_ASH ASH_CMDCMD ASH_JOB_CONTROL CROND FEATURE_CROND_D FEATURE_CROND_CALL_SENDMAIL FEATURE_CROND_SPECIAL_TIMES TAIL FEATURE_FANCY_TAIL DATE SLEEP ECHO FEATURE_SYSLOG; do sed -i "s/^# CONFIG_$it is not set/CONFIG_$it=y/" .config; done \
         && sed -i 's|^CONFIG_FEATURE_CROND_DIR=.*|CONFIG_FEATURE_CROND_DIR="/var/spool/cron"|' .config && (yes '' | make oldconfig) && make -j2 CC=musl-gcc
        RUN mkdir -p /image/bin /image/usr/sbin /image/lib /image/etc/crontabs /image/var/spool/cron /image/tmp /image/var/log \
         && cp busybox /image/bin && cp -L /lib/ld-musl-*.so.1 /image/lib && ln -s /etc/crontabs /image/var/spool/cron/crontabs && ln -s /bin/busybox /image/usr/sbin/crond \
         && for it in sh tail date sleep echo; do ln -s busybox /image/bin/$it; done \
         && echo 'root:x:0:0:root:/root:/bin/sh' > /image/etc/passwd && echo '* * * * * echo "[$(date)] Hello!"' > /image/etc/crontabs/root && chmod 0600 /image/etc/crontabs/root
        FROM scratch
        COPY --from=build /image /
        ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
        CMD ["crond", "-f"]

        """;

    private static readonly DateTimeOffset Start = new(2027, 3, 1, 5, 39, 40, TimeSpan.Zero);

    [Fact]
    public async Task Time_runs_and_is_skipped_and_runs_are_recorded()
    {
        var image = await ImageAsync();
        await using var cron = await CronContainer.StartAsync(
            fixture.Engine,
            new CronOptions
            {
                Image = image,
                StartAt = Start,
                Configure = builder => builder.WithResourceMapping("* * * * * echo minutely $(date +%H:%M)\n25 6 * * * echo early; exit 3\n"u8.ToArray(), "/etc/crontabs/root"),
            },
            Token);
        await cron.RunForAsync(TimeSpan.FromMinutes(10), Token);
        await cron.WaitForRunsAsync(10, Token);
        await cron.AdvanceToAsync(new DateTimeOffset(2027, 3, 2, 6, 25, 0, TimeSpan.Zero), Token);
        var runs = await cron.WaitForRunsAsync(12, Token);
        runs.Daemon.Should().Be(CronDaemon.Busybox);
        runs.ForJob("minutely").Should().FollowSchedule("* * * * *").And.HaveSucceeded().And.NotOverlap();
        runs.ForJob("minutely").All[0].Output.Should().Be("minutely 05:40\n", "a job's clock is the daemon's");
        runs.ForJob("early").Should().HaveRuns(1).And.FollowSchedule("25 6 * * *");
        runs.ForJob("early").All.Should().BeEquivalentTo([new { User = "root", ExitCode = 3, Output = "early\n" }]);
        (await cron.DiagnoseAsync(Token)).Findings.Select(it => it.Fault).Should().Equal(CronFault.JobFailed);
    }

    [Fact]
    public async Task Its_image_is_judged_by_busyboxs_rules()
    {
        (await CronContainer.DiagnoseImageAsync(fixture.Engine, await ImageAsync(), Token)).Should().BeClean();
    }

    private Task<string> ImageAsync() => InlineImage.BuildAsync(fixture.Engine, "musl-crond", Dockerfile, Token);
}
