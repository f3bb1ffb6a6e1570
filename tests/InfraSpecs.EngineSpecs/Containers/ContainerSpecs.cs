using System.Formats.Tar;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Containers;

[RequiresEngine]
public sealed class ContainerSpecs(EngineFixture fixture)
{
    private readonly Engine _engine = fixture.Engine;

    [Fact]
    public async Task Processes_are_listed_with_the_main_one_first()
    {
        await using var shell = await ShellContainer.StartAsync(_engine, "sleep 61 & exec sleep 62", Token);
        var processes = await Wait.UntilAsync("two processes", async token =>
            await shell.ReadProcessesAsync(token) is { Processes.Count: 2, Main.CommandLine: "sleep 62" } both
                ? Probe.Ready(both)
                : Probe.NotYet<ContainerProcesses>("the shell is still there"), TimeSpan.FromSeconds(10), Token);
        processes.Should().HaveMainProcess("sleep").And.HaveProcess("sleep");
        processes.Processes.Select(process => process.CommandLine).Should().Equal("sleep 62", "sleep 61");
    }

    [Fact]
    public async Task Processes_of_a_container_that_ended_are_an_error_with_its_end()
    {
        await using var shell = await ShellContainer.StartAsync(_engine, "echo failed; exit 4", Token);
        await foreach (var _ in shell.ReadOutputAsync(Token)) { }
        var list = () => shell.ReadProcessesAsync(Token);
        (await list.Should().ThrowAsync<ContainerException>().Where(e => e.Reason == ContainerReason.Ended)).WithMessage("*exited with code 4*Awaited: its list of processes*| failed*");
    }

    [Fact]
    public async Task A_command_gets_its_user_its_folder_its_environment_and_its_input()
    {
        await using var shell = await ShellContainer.StartAsync(_engine, "sleep 60", Token);
        var outcome = await shell.ExecAsync(
            ["sh", "-c", "id -u; pwd; echo \"$SECRET\"; cat; echo oops >&2; exit 5"],
            new ExecOptions { User = "65534", WorkingDirectory = "/tmp", Environment = new Dictionary<string, string> { ["SECRET"] = "a b" }, Input = "from input\n" },
            Token);
        outcome.Should().Be(new ExecOutcome(5, "65534\n/tmp\na b\nfrom input\n", "oops\n"));
    }

    [Fact]
    public async Task Files_are_looked_at_without_a_shell_and_after_the_end()
    {
        await using var shell = await ShellContainer.StartAsync(_engine, "umask 077; echo 12345 > /tmp/f; chown 7:8 /tmp/f; ln -s f /tmp/l; mkdir -m 1777 /tmp/d", Token);
        await foreach (var _ in shell.ReadOutputAsync(Token)) { }
        var file = await shell.FindFileAsync("/tmp/f", Token);
        file.Should().BeRegularFile().And.HaveMode("0600").And.HaveOwner(7, 8);
        file!.Size.Should().Be(6);
        (await shell.FindFileAsync("/tmp/d", Token)).Should().HaveMode("1777");
        var link = await shell.FindFileAsync("/tmp/l", Token);
        link!.Should().Match<FileFacts>(it => it.Kind == TarEntryType.SymbolicLink && it.LinkTarget == "f");
        (await shell.FindFileAsync("/tmp/none", Token)).Should().BeNull();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(511)]
    [InlineData(3_000_000)]
    public async Task A_file_is_read_as_a_whole(int size)
    {
        await using var shell = await ShellContainer.StartAsync(_engine, $"head -c {size} /dev/zero > /tmp/f; ln -s f /tmp/l; echo ready", Token);
        await shell.WaitForOutputAsync("ready", 1, TimeSpan.FromSeconds(15), Token);
        (await shell.FindFileContentAsync("/tmp/f", Token)).Should().HaveCount(size);
        (await shell.FindFileContentAsync("/tmp/l", Token)).Should().BeEmpty("links are not followed");
        (await shell.FindFileContentAsync("/tmp/none", Token)).Should().BeNull();
    }

    [Fact]
    public async Task A_container_that_heeds_the_signal_stops_by_itself()
    {
        await using var shell = await ShellContainer.StartAsync(_engine, "trap 'echo bye; exit 6' TERM; echo up; while :; do sleep 0.05; done", Token);
        await shell.WaitForOutputAsync("up", 1, TimeSpan.FromSeconds(20), Token);
        var exit = await shell.StopAsync(TimeSpan.FromSeconds(10), Token);
        exit.Should().HaveExitCode(6);
        exit.Invoking(it => it.Should().BeGraceful()).Should().Throw<SpecFailedException>().WithMessage("*exited with code 6 after * s: what is asked to stop ends with exit code 0, or with 143 *bye*");
        exit.LastLines.Select(line => line.Text).Should().Equal("up", "bye");
    }

    [Theory]
    [InlineData("SIGQUIT", "QUIT", 131)]
    [InlineData("SIGRTMIN+3", "37", 165)]
    public async Task A_container_with_a_stop_signal_of_its_own_ends_by_that(string signal, string trapped, int code)
    {
        await using var shell = await ShellContainer.StartAsync(_engine, $"trap 'exit {code}' {trapped}; echo up; while :; do sleep 0.05; done", Token, stopSignal: signal);
        await shell.WaitForOutputAsync("up", 1, TimeSpan.FromSeconds(20), Token);
        (await shell.StopAsync(TimeSpan.FromSeconds(10), Token)).Should().BeGraceful().And.HaveExitCode(code);
    }

    [Fact]
    public async Task A_container_that_does_not_is_killed_and_the_failure_says_why()
    {
        await using var shell = await ShellContainer.StartAsync(_engine, "exec sleep 60", Token);
        var exit = await shell.StopAsync(TimeSpan.FromSeconds(1), Token);
        var claim = () => exit.Should().BeGraceful();
        claim.Should().Throw<SpecFailedException>().WithMessage(
            $"Expected exit of \"{shell.Name}\" to be graceful, but it exited with code 137 (SIGKILL) after * s: it did not heed the stop signal and was killed."
            + " Process number 1 gets only the signals that it handles; set STOPSIGNAL to one that it does, or run it under an init.*");
    }
}
