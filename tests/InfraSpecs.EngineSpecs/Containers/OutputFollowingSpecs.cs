using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Containers;

[RequiresEngine]
public sealed class OutputFollowingSpecs(EngineFixture fixture)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);
    private readonly Engine _engine = fixture.Engine;

    [Fact]
    public async Task Lines_are_counted_as_they_come()
    {
        await using var shell = await ShellContainer.StartAsync(_engine, "for i in 1 2 3; do echo job $i; echo noise >&2; sleep 0.1; done; sleep 60", Token);
        var log = await shell.WaitForOutputAsync("^job", 3, Soon, Token);
        log.Should().HaveMatches(3);
        log.Matches.Select(line => (line.Text, line.Channel)).Should()
            .Equal(("job 1", LogChannel.Output), ("job 2", LogChannel.Output), ("job 3", LogChannel.Output));
        log.Matches.Select(line => line.ArrivedAt).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Several_waits_look_at_one_reading()
    {
        await using var shell = await ShellContainer.StartAsync(_engine, "while read line; do :; done; i=0; while [ $i -lt 5 ]; do i=$((i+1)); echo job $i; sleep 0.05; done; sleep 60", Token);
        await using var log = shell.FollowOutput("^job");
        var waits = await Task.WhenAll(Enumerable.Range(1, 5).Select(count => log.WaitForMatchesAsync(count, Soon, Token)));
        waits.Select(seen => seen.MatchCount).Should().BeInAscendingOrder().And.HaveElementAt(4, 5);
        (await log.WaitForMatchesAsync(2, TimeSpan.Zero, Token)).MatchCount.Should().Be(5, "what was seen before counts");
    }

    [Fact]
    public async Task The_stream_ends_with_the_container()
    {
        await using var shell = await ShellContainer.StartAsync(_engine, "echo a; echo b; printf c", Token);
        List<string> lines = [];
        await foreach (var line in shell.ReadOutputAsync(Token)) lines.Add(line.Text);
        lines.Should().Equal("a", "b", "c");
    }

    [Fact]
    public async Task A_pattern_that_never_matches_shows_what_was_seen_instead()
    {
        await using var shell = await ShellContainer.StartAsync(_engine, "echo starting; echo 'listening on 8080'; sleep 60", Token);
        var wait = () => shell.WaitForOutputAsync("ready to accept", 1, TimeSpan.FromSeconds(1), Token);
        (await wait.Should().ThrowAsync<WaitException>().Where(e => e.Reason == WaitReason.TimedOut)).WithMessage($"""
            Output of {shell.Name}, 1 line matching /ready to accept/: not ready within 1 s, because 0 lines of 2 in the output of {shell.Name} match /ready to accept/.
              The last lines seen:
              | starting
              | listening on 8080
              What to do: compare the pattern with the last lines seen; if they are right, raise the deadline.
            """);
    }

    [Fact]
    public async Task A_container_that_ends_first_ends_the_wait_with_its_exit_code_and_output()
    {
        await using var shell = await ShellContainer.StartAsync(_engine, "echo no such table >&2; exit 3", Token);
        var started = TimeProvider.System.GetTimestamp();
        var wait = () => shell.WaitForOutputAsync("ready", 1, TimeSpan.FromMinutes(5), Token);
        var error = (await wait.Should().ThrowAsync<ContainerException>().Where(e => e.Reason == ContainerReason.Ended)).Which;
        TimeProvider.System.GetElapsedTime(started).Should().BeLessThan(TimeSpan.FromMinutes(1), "the deadline is far away");
        error.Exit!.ExitCode.Should().Be(3);
        error.Message.Should().Match($"""
            {shell.Name}: hopeless after * s, because the container exited with code 3 after * s: no such table.
              Awaited: 1 line wanted, and 0 lines of 1 in the output of {shell.Name} match /ready/
              Its last output:
              | no such table
              What to do: read its last output.
            """);
    }

    [Fact]
    public async Task A_cancelled_token_ends_the_wait()
    {
        await using var shell = await ShellContainer.StartAsync(_engine, "sleep 60", Token);
        using var caller = new CancellationTokenSource(TimeSpan.FromMilliseconds(300), TimeProvider.System);
        var started = TimeProvider.System.GetTimestamp();
        var wait = () => shell.WaitForOutputAsync("ready", 1, TimeSpan.FromMinutes(5), caller.Token);
        (await wait.Should().ThrowAsync<WaitCanceledException>())
            .WithMessage($"*the caller's token ended the wait*no line at all was seen in the output of {shell.Name}*");
        TimeProvider.System.GetElapsedTime(started).Should().BeLessThan(TimeSpan.FromMinutes(1), "the deadline is far away");
    }

    [Fact]
    public async Task A_deadline_of_zero_looks_at_what_is_there()
    {
        await using var shell = await ShellContainer.StartAsync(_engine, "sleep 60", Token);
        var wait = () => shell.WaitForOutputAsync("ready", 1, TimeSpan.Zero, Token);
        (await wait.Should().ThrowAsync<WaitException>().Where(e => e.Reason == WaitReason.TimedOut)).WithMessage("*not ready within 0 s*the deadline is zero*");
    }

    [Fact]
    public async Task A_deadline_of_zero_finds_what_is_there()
    {
        await using var shell = await ShellContainer.StartAsync(_engine, "for i in $(seq 5000); do echo job $i; done; seq 7 >/tmp/log; echo ready; sleep 60", Token);
        await shell.WaitForOutputAsync("ready", 1, Soon, Token);
        (await shell.WaitForOutputAsync("^job", 5000, TimeSpan.Zero, Token)).Should().HaveMatches(5000);
        (await shell.WaitForFileLinesAsync("/tmp/log", "[0-9]", 7, TimeSpan.Zero, Token)).Should().HaveMatches(7);
        var tooMany = () => shell.WaitForFileLinesAsync("/tmp/log", "[0-9]", 8, TimeSpan.Zero, Token);
        (await tooMany.Should().ThrowAsync<WaitException>().Where(e => e.Reason == WaitReason.TimedOut)).WithMessage("*7 lines of 7 in /tmp/log*| 7*");
        var noFile = () => shell.WaitForFileLinesAsync("/tmp/none", "[0-9]", 1, TimeSpan.Zero, Token);
        (await noFile.Should().ThrowAsync<WaitException>().Where(e => e.Reason == WaitReason.TimedOut)).WithMessage("*/tmp/none does not exist*");
    }

    [Fact]
    public async Task Zero_lines_are_not_waited_for()
    {
        await using var shell = await ShellContainer.StartAsync(_engine, "sleep 60", Token);
        var wait = () => shell.WaitForOutputAsync("ready", 0, Soon, Token);
        await wait.Should().ThrowAsync<ArgumentOutOfRangeException>();
    }

    [Fact]
    public async Task A_container_that_was_removed_is_an_error_and_not_an_endless_wait()
    {
        var shell = await ShellContainer.StartAsync(_engine, "sleep 60", Token);
        await using var log = shell.FollowOutput("ready");
        var wait = log.WaitForMatchesAsync(1, TimeSpan.FromMinutes(5), Token);
        await shell.DisposeAsync();
        var waiting = () => wait.WaitAsync(TimeSpan.FromMinutes(1), Token);
        (await waiting.Should().ThrowAsync<ContainerException>().Where(e => e.Reason == ContainerReason.Removed)).WithMessage("*was removed*");
    }
}
