using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Containers;

[RequiresEngine]
public sealed class FileFollowingSpecs(EngineFixture fixture)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);
    private readonly Engine _engine = fixture.Engine;

    [Theory]
    [InlineData("base")]
    [InlineData("busybox")]
    public async Task A_file_is_followed_from_its_first_line_also_if_it_is_not_there_yet(string image)
    {
        await using var shell = await ShellContainer.StartAsync(_engine, "sleep 1; i=0; while [ $i -lt 4 ]; do i=$((i+1)); echo job $i >> /tmp/log; sleep 0.2; done; sleep 60", Token, image);
        var log = await shell.WaitForFileLinesAsync("/tmp/log", "^job", 4, Soon, Token);
        log.Matches.Select(line => line.Text).Should().Equal("job 1", "job 2", "job 3", "job 4");
        log.LineCount.Should().Be(4);
    }

    [Fact]
    public async Task Nothing_stays_behind_in_the_container()
    {
        await using var shell = await ShellContainer.StartAsync(_engine, "while :; do echo job >> /tmp/log; sleep 0.1; done", Token);
        await using (var log = shell.FollowFile("/tmp/log", "job"))
        {
            await log.WaitForMatchesAsync(2, Soon, Token);
            (await shell.ReadProcessesAsync(Token)).Should().HaveProcess("tail");
        }

        await Wait.UntilAsync("tail gone", async token =>
        {
            var processes = await shell.ReadProcessesAsync(token);
            return processes.Processes.Any(process => process.Program == "tail") ? Probe.NotYet<bool>(processes.ToString()) : Probe.Ready(true);
        }, TimeSpan.FromSeconds(5), Token);
    }

    [Fact]
    public async Task A_file_that_never_comes_is_named()
    {
        await using var shell = await ShellContainer.StartAsync(_engine, "sleep 60", Token);
        var wait = () => shell.WaitForFileLinesAsync("/var/log/cron.log", "Hello", 2, TimeSpan.FromSeconds(1), Token);
        (await wait.Should().ThrowAsync<WaitException>().Where(e => e.Reason == WaitReason.TimedOut)).WithMessage($"""
            /var/log/cron.log in {shell.Name}, 2 lines matching /Hello/: not ready within 1 s, because /var/log/cron.log does not exist in {shell.Name}.
              What to do: check the path, and whether what should write it runs; a daemon's own log and process list say more.
            """);
    }

    [Fact]
    public async Task A_file_with_other_lines_shows_them()
    {
        await using var shell = await ShellContainer.StartAsync(_engine, "echo one > /tmp/log; echo two >> /tmp/log; sleep 60", Token);
        var wait = () => shell.WaitForFileLinesAsync("/tmp/log", "t", 2, TimeSpan.FromSeconds(1), Token);
        (await wait.Should().ThrowAsync<WaitException>().Where(e => e.Reason == WaitReason.TimedOut)).WithMessage($"""
            /tmp/log in {shell.Name}, 2 lines matching /t/: not ready within 1 s, because 1 line of 2 in /tmp/log in {shell.Name} matches /t/.
              The last lines seen:
              | one
              | two
              What to do: mend what the reason names, or raise the deadline if it only needs longer. The caller's token was not cancelled.
            """);
    }

    [Fact]
    public async Task A_container_without_a_shell_says_what_it_needs()
    {
        await using var shell = await ShellContainer.StartAsync(_engine, "rm /bin/sh /usr/bin/sh; exec sleep 60", Token);
        await Wait.UntilAsync("sh gone", async token => await shell.FindFileAsync("/usr/bin/sh", token) is null
            ? Probe.Ready(true)
            : Probe.NotYet<bool>("still there"), Soon, Token);
        var wait = () => shell.WaitForFileLinesAsync("/tmp/log", ".", 1, Soon, Token);
        (await wait.Should().ThrowAsync<ContainerException>().Where(e => e.Reason == ContainerReason.LogUnreadable)).WithMessage("*It said:*| *\"sh\": executable file not found*the image needs sh and tail*");
    }

    [Fact]
    public async Task A_container_without_tail_says_what_it_needs()
    {
        await using var shell = await ShellContainer.StartAsync(_engine, "rm /usr/bin/tail; sleep 60", Token);
        await shell.ExecAsync(["sh", "-c", "while [ -e /usr/bin/tail ]; do sleep 0.05; done"], new ExecOptions(), Token);
        var wait = () => shell.WaitForFileLinesAsync("/tmp/log", "t", 1, Soon, Token);
        (await wait.Should().ThrowAsync<ContainerException>().Where(e => e.Reason == ContainerReason.LogUnreadable)).WithMessage($"""
            /tmp/log in {shell.Name} cannot be followed: what follows it in the container ended.
              It said:
              | *tail*not found
              What to do: the image needs sh and tail. Without them, let the program log to its standard output and follow that.
            """);
    }

    [Fact]
    public async Task A_container_that_ends_ends_the_wait()
    {
        await using var shell = await ShellContainer.StartAsync(_engine, "echo bye; sleep 0.5", Token);
        var wait = () => shell.WaitForFileLinesAsync("/tmp/log", "t", 1, TimeSpan.FromMinutes(5), Token);
        (await wait.Should().ThrowAsync<ContainerException>().Where(e => e.Reason == ContainerReason.Ended))
            .WithMessage("*the container exited with code 0*Its last output:*| bye*keep the main process in the foreground*");
    }

    [Fact]
    public async Task A_relative_path_is_refused()
    {
        await using var container = await ShellContainer.StartAsync(_engine, "sleep 60", Token);
        var follow = () => container.FollowFile("cron.log", "x");
        follow.Should().Throw<ArgumentException>().WithMessage("'cron.log' is not an absolute path, as /var/log/cron.log is.*");
    }
}
