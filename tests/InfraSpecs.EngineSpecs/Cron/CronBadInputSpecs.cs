using InfraSpecs.Cron;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cron;

/// <summary>Each leaves no container behind: the class's engine, disposed after each spec, is asked first.</summary>
[RequiresEngine]
public sealed class CronBadInputSpecs(EngineFixture fixture) : OwnEngineSpecs(fixture)
{
    [Fact]
    public async Task Cron_without_f_ends_its_container_and_the_wait_says_so()
    {
        await using var cron = await CronContainer.StartAsync(
            Engine, new CronOptions { Configure = builder => builder.WithCommand("cron") }, Token);
        var wait = () => cron.WaitForRunsAsync(1, Token);
        var error = (await wait.Should().ThrowAsync<ContainerException>().Where(e => e.Reason == ContainerReason.Ended)).Which;
        error.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(30), "its deadline is 75 s");
        error.Exit!.ExitCode.Should().Be(0);
        error.Message.Should().Match($"""
            {cron.Container.Name}: hopeless after * s, because the container exited with code 0 after * s.
              Awaited: 1 run
              It printed nothing.
              What to do: keep the main process in the foreground. A daemon that puts itself into the background ends its container; cron needs -f, nginx 'daemon off;'.
            """);
    }

    [Fact]
    public async Task An_image_that_cannot_be_had()
    {
        var start = () => CronContainer.StartAsync(Engine, new CronOptions { Image = "127.0.0.1:1/cron" }, Token);
        (await start.Should().ThrowAsync<ImageException>().Where(e => e.Reason == ImageReason.Unavailable)).WithMessage("Image 127.0.0.1:1/cron is not on the engine and cannot be pulled*");
    }

    [Fact]
    public async Task A_log_file_that_is_missing()
    {
        await using var cron = await CronContainer.StartAsync(Engine, new CronOptions { LogFile = "/var/log/other.log" }, Token);
        var wait = () => cron.Log.WaitForMatchesAsync(1, TimeSpan.FromSeconds(1), Token);
        (await wait.Should().ThrowAsync<WaitException>().Where(e => e.Reason == WaitReason.TimedOut))
            .WithMessage($"*, because /var/log/other.log does not exist in {cron.Container.Name}.*What to do: check the path*");
    }

    [Fact]
    public async Task A_pattern_that_never_matches()
    {
        await using var cron = await CronContainer.StartAsync(Engine, new CronOptions { RunPattern = "Good bye" }, Token);
        await cron.Container.ExecAsync(["sh", "/usr/local/bin/task.sh"], new ExecOptions(), Token);
        var wait = () => cron.Log.WaitForMatchesAsync(1, TimeSpan.FromSeconds(1), Token);
        (await wait.Should().ThrowAsync<WaitException>().Where(e => e.Reason == WaitReason.TimedOut)).WithMessage("*0 lines of * match /Good bye/*| [*] Hello!*compare the pattern*");
    }

    [Fact]
    public async Task A_token_that_is_cancelled()
    {
        var start = () => CronContainer.StartAsync(Engine, new CronOptions(), new CancellationToken(canceled: true));
        await start.Should().ThrowAsync<OperationCanceledException>();
        await using var cron = await CronContainer.StartAsync(Engine, new CronOptions(), Token);
        var wait = () => cron.WaitForRunsAsync(1, new CancellationToken(canceled: true));
        (await wait.Should().ThrowAsync<WaitCanceledException>()).WithMessage("*the caller's token ended the wait*");
    }

    [Fact]
    public async Task A_token_that_is_cancelled_during_the_start()
    {
        var image = await Engine.Images.GetAsync("cronjob", Token);
        foreach (var after in new[] { 5, 20, 60, 120 })
        {
            using var caller = new CancellationTokenSource(TimeSpan.FromMilliseconds(after), TimeProvider.System);
            try
            {
                await using var cron = await CronContainer.StartAsync(Engine, new CronOptions { Image = image }, caller.Token);
            }
            catch (OperationCanceledException)
            {
                caller.IsCancellationRequested.Should().BeTrue();
            }
        }

        await Engine.ShouldSoonBeNoneAsync();
    }

    [Fact]
    public async Task A_deadline_of_zero()
    {
        await using var cron = await CronContainer.StartAsync(Engine, new CronOptions(), Token);
        var wait = () => cron.WaitForRunsAsync(1, TimeSpan.Zero, Token);
        (await wait.Should().ThrowAsync<WaitException>().Where(e => e.Reason == WaitReason.TimedOut)).WithMessage("*within 0 s*the deadline is zero*");
    }

    [Fact]
    public async Task Options_that_cannot_be_meant_are_all_named_and_nothing_is_started()
    {
        var start = () => CronContainer.StartAsync(
            Engine, new CronOptions { Image = " ", LogFile = "cron.log", RunPattern = "(", Every = TimeSpan.Zero, TimeZone = "Europe/Bonn" }, Token);
        var error = (await start.Should().ThrowAsync<InvalidOptionsException>()).Which;
        error.Errors.Should().HaveCount(5);
        error.Message.Should().StartWith("CronOptions cannot be used; nothing was started.").And.Contain("LogFile is 'cron.log'").And.Contain("RunPattern is '('");
    }

    [Fact]
    public async Task A_command_that_does_not_exist()
    {
        var start = () => CronContainer.StartAsync(
            Engine, new CronOptions { Configure = builder => builder.WithCommand("crond-of-another-distribution") }, Token);
        (await start.Should().ThrowAsync<ContainerException>().Where(e => e.Reason == ContainerReason.NotStarted)).WithMessage("A container from example/cronjob:* did not start: *crond-of-another-distribution*not found*What to do: check the command*");
    }
}
