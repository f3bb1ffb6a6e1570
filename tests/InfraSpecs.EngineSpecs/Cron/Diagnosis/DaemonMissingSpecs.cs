using InfraSpecs.Cron;
using InfraSpecs.EngineSpecs.Faults;
using InfraSpecs.Xunit;
using static InfraSpecs.EngineSpecs.Cron.Diagnosis.CronScene;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cron.Diagnosis;

/// <summary>Verbs that need a daemon, where there is none: they say so within moments, and why, and not that time did not pass or a file cannot be followed.</summary>
[RequiresEngine]
public sealed class DaemonMissingSpecs(EngineFixture fixture)
{
    private static readonly TimeSpan Moments = TimeSpan.FromSeconds(12);

    [Fact]
    [Fault("Cron", "cron was killed, and its container lives on", Names = "cron has ended in cron-")]
    public async Task A_daemon_that_was_killed()
    {
        await using var cron = await StartAsync(builder => builder.WithCommand("sh", "-c", "cron; exec sleep infinity"));
        await cron.AdvanceToAsync(Noon, Token);
        await cron.Container.ExecAsync(["sh", "-c", "kill -9 $(cat /run/crond.pid)"], Token);
        var error = await FailureOfAsync(() => cron.RunForAsync(TimeSpan.FromHours(1), Token));
        error.ShouldNameItsFault();
        error.Message.Should().Contain("(its processes are `sleep infinity`)");
        (await FailureOfAsync(() => cron.AdvanceToAsync(Noon.AddHours(3), Token))).Message.Should().Contain("cron has ended in");
        (await FailureOfAsync(() => cron.WaitForRunsAsync(9, Token))).Message.Should().Contain("cron has ended in");
    }

    [Fact]
    [Fault("Cron", "the command starts no cron", Names = "no cron runs in cron-")]
    public async Task A_daemon_that_was_never_started()
    {
        await using var cron = await StartAsync(builder => builder.WithCommand("sleep", "infinity"));
        (await FailureOfAsync(() => cron.RunForAsync(TimeSpan.FromMinutes(5), Token))).ShouldNameItsFault();
        await FailureOfAsync(() => cron.AdvanceToAsync(Noon, Token));
        await FailureOfAsync(() => cron.WaitForRunsAsync(1, Token));
    }

    [Fact]
    [Fault("Cron", "the image has no cron", Names = "there is no cron in cron-")]
    public async Task An_image_without_cron()
    {
        await using var idle = await StartAsync(builder => builder.WithCommand("sleep", "infinity"), "base");
        var errors = await Task.WhenAll(
            FailureOfAsync(() => idle.AdvanceToAsync(Noon, Token)), FailureOfAsync(() => idle.RunForAsync(TimeSpan.FromMinutes(5), Token)), FailureOfAsync(() => idle.WaitForRunsAsync(1, Token)));
        errors[0].ShouldNameItsFault();
        errors.Should().OnlyContain(it => it.Message.Contains("install cron"));
    }

    [Fact]
    public async Task An_image_without_cron_that_does_something_else()
    {
        await using var cron = await StartAsync(builder => builder.WithCommand("dd", "if=/dev/zero", "of=/dev/null", "bs=1", "count=1000000000"), "base");
        (await FailureOfAsync(() => cron.AdvanceToAsync(Noon, Token))).Message.Split('\n')[0].Should().Contain("there is no cron in");
    }

    [Fact]
    [Fault("Cron", "the image has neither cron nor a shell", Names = "there is no cron in cron-")]
    public async Task An_image_without_cron_and_shell_whose_records_cannot_be_followed()
    {
        var image = await InlineImage.BuildAsync(fixture.Engine, "cron-none", $"""
            FROM {await fixture.Engine.Images.GetAsync("base", Token)} AS whole
            RUN mkdir /image && cp --parents -L $(ldd /usr/bin/sleep | grep -o '/[^ ]*') /usr/bin/sleep /image
            FROM scratch
            COPY --from=whole /image /
            ENTRYPOINT ["/usr/bin/sleep", "1000"]
            """, Token);
        await using var cron = await StartAsync(builder => builder, image);
        var errors = await Task.WhenAll(FailureOfAsync(() => cron.RunForAsync(TimeSpan.FromMinutes(5), Token)), FailureOfAsync(() => cron.WaitForRunsAsync(1, Token)));
        foreach (var error in errors) error.ShouldNameItsFault();
    }

    [Fact]
    [Fault("Cron", "cron cannot make its lock", Names = "can't lock /var/run/crond.pid")]
    public async Task A_daemon_that_ended_before_it_began()
    {
        await using var cron = await StartAsync(builder => builder.WithCommand("bash", "-c", "flock /run/crond.pid sleep infinity & sleep 0.2; cron -f; sleep infinity"));
        var error = await FailureOfAsync(() => cron.RunForAsync(TimeSpan.FromMinutes(5), Token));
        error.ShouldNameItsFault();
    }

    [Fact]
    [Fault("Cron", "the entry point ends before it starts cron", Names = "exited with code 3")]
    public async Task An_entry_point_that_ends()
    {
        await using var cron = await StartAsync(builder => builder.WithEntrypoint("sh", "-c", "echo 'no database' >&2; exit 3; cron -f"));
        var error = (await FluentActions.Awaiting(() => cron.RunForAsync(TimeSpan.FromMinutes(5), Token)).Should().ThrowAsync<ContainerException>()
            .Where(e => e.Reason == ContainerReason.Ended)).Which;
        error.ShouldNameItsFault();
        error.Message.Should().Contain("no database");
    }

    [Fact]
    public async Task A_daemon_that_is_started_late_or_again_is_waited_for()
    {
        await using var late = await StartAsync(builder => builder.WithCommand("sh", "-c", "sleep 3; exec cron -f"));
        await using var again = await StartAsync(builder => builder.WithCommand("bash", "-c", "while true; do rm -f /run/crond.pid; cron -f; sleep 1; done"));
        await again.AdvanceToAsync(Noon, Token);
        await again.Container.ExecAsync(["sh", "-c", "kill -9 $(cat /run/crond.pid)"], Token);
        await Task.WhenAll(late.RunForAsync(TimeSpan.FromMinutes(3), Token), again.RunForAsync(TimeSpan.FromMinutes(5), Token));
    }

    private Task<CronContainer> StartAsync(Func<DotNet.Testcontainers.Builders.ContainerBuilder, DotNet.Testcontainers.Builders.ContainerBuilder> configure, string image = "cronjob") =>
        new CronScene(fixture.Engine) { Image = image }.Configure(configure).StartAsync(Token);

    private static async Task<CronException> FailureOfAsync(Func<Task> verb)
    {
        var began = TimeProvider.System.GetTimestamp();
        var error = (await verb.Should().ThrowAsync<CronException>().Where(e => e.Reason == CronReason.DaemonMissing)).Which;
        TimeProvider.System.GetElapsedTime(began).Should().BeLessThan(Moments, "it is known in moments, and was not for 15 s and more");
        error.Diagnosis!.IsClean.Should().BeFalse();
        return error;
    }
}
