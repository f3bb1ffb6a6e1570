using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Containers;

/// <summary>More output than the memory of a test process should hold.</summary>
[RequiresEngine]
public sealed class LargeOutputSpecs(EngineFixture fixture)
{
    private readonly Engine _engine = fixture.Engine;

    [Theory]
    [InlineData("head -c 600000000 /dev/zero", "*The command sh wrote more than 64 MiB to its standard output*PipeAsync*")]
    [InlineData("head -c 600000000 /dev/zero >&2", "*The command sh wrote more than 64 MiB to its standard error*2>&1*")]
    [InlineData("cat; head -c 600000000 /dev/zero", "*The command sh wrote more than 64 MiB to its standard output*PipeAsync*", 70_000_000)]
    public async Task A_command_that_writes_too_much_is_an_error_that_names_the_way(string script, string message, int input = 0)
    {
        await using var shell = await ShellContainer.StartAsync(_engine, "sleep 60", Token);
        var exec = () => shell.ExecAsync(["sh", "-c", script], new ExecOptions { Input = new string('x', input) }, Token);
        (await exec.Should().ThrowAsync<ContainerException>().Where(e => e.Reason == ContainerReason.OutputTooLarge)).WithMessage(message);
        (await shell.ExecAsync(["head", "-c", "64000000", "/dev/zero"], new ExecOptions(), Token)).Output.Should().HaveLength(64_000_000);
    }

    [Fact]
    public async Task A_pipe_takes_it()
    {
        await using var shell = await ShellContainer.StartAsync(_engine, "sleep 60", Token);
        var outcome = await shell.PipeAsync(["head", "-c", "100000000", "/dev/zero"], new ExecOptions(), null, Stream.Null, Token);
        outcome.ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_an_error_that_names_the_way()
    {
        await using var shell = await ShellContainer.StartAsync(_engine, "truncate -s 3G /tmp/large; echo made; sleep 60", Token);
        await shell.WaitForOutputAsync("^made", 1, TimeSpan.FromSeconds(20), Token);
        var read = () => shell.FindFileContentAsync("/tmp/large", Token);
        (await read.Should().ThrowAsync<ContainerException>().Where(e => e.Reason == ContainerReason.OutputTooLarge)).WithMessage("The file /tmp/large has 3,221,225,472 bytes*PipeAsync*");
    }

    [Fact]
    public async Task A_line_without_end_is_kept_and_shown_in_part()
    {
        await using var shell = await ShellContainer.StartAsync(_engine, "head -c 60000000 /dev/zero | tr '\\0' x; echo; exit 3", Token);
        var wait = () => shell.WaitForOutputAsync("y", 1, TimeSpan.FromMinutes(1), Token);
        var error = (await wait.Should().ThrowAsync<ContainerException>().Where(e => e.Reason == ContainerReason.Ended)).Which;
        error.Exit!.LastLines.Should().HaveCountLessThanOrEqualTo(LogFollower.LinesKept);
        error.Message.Length.Should().BeLessThan(40_000);
        error.Message.Should().MatchRegex(@"x{2000}… \([\d,]+ characters\)");
    }
}
