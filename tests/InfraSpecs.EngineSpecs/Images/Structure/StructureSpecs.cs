using Docker.DotNet.Models;
using InfraSpecs.Images;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Images.Structure;

/// <summary>Commands of structure tests in real containers, and what is looked up in the image against what the engine itself tells.</summary>
public sealed class StructureSpecs(EngineFixture fixture) : OwnEngineSpecs(fixture)
{
    private const string Dockerfile = """
        FROM debian:trixie-slim
        ENV GREETING=hello LOCAL_BIN=/opt/bin
        LABEL vendor="ACME"
        EXPOSE 8080
        RUN mkdir -p /srv/work /opt/bin && printf '#!/bin/sh\necho from-script "$0"\n' >/opt/bin/say && chmod 755 /opt/bin/say && chown -R 1234:1234 /srv/work
        WORKDIR /srv/work
        USER 1234
        ENTRYPOINT ["/bin/false"]
        """;

    [Theory]
    [InlineData("command: echo\nargs: [a, b]\nexpectedOutput: ['^a b\\n$']")]
    [InlineData("command: sh\nargs: [-c, 'echo oops >&2; exit 3']\nexitCode: 3\nexpectedError: [oops]\nexcludedOutput: [oops]")]
    [InlineData("command: pwd\nexpectedOutput: ['^/srv/work\\n$']")]
    [InlineData("command: id\nargs: [-u]\nexpectedOutput: ['^1234\\n$']")]
    [InlineData("command: echo\nargs: ['$GREETING', '${GREETING}!']\nexpectedOutput: ['^hello hello!\\n$']")]
    [InlineData("command: $LOCAL_BIN/say\nexpectedOutput: ['^from-script /opt/bin/say\\n$']")]
    [InlineData("command: sh\nargs: [-c, 'x=1; echo \"[$x]\"']\nexpectedOutput: ['^\\[\\]\\n$']", "$x is replaced by nothing before the command, or a shell, sees it")]
    [InlineData("command: sh\nargs: [-c, 'false; echo $? $$']\nexpectedOutput: ['^\\n$']", "$?, $$ is replaced by nothing")]
    [InlineData("command: printenv\nargs: [OWN]\nenvVars: [{key: OWN, value: '$GREETING'}]\nexpectedOutput: ['^\\$GREETING\\n$']")]
    [InlineData("command: sh\nargs: [-c, 'cat /tmp/made; printenv OWN; echo $OWN']\nsetup: [[sh, -c, 'printenv OWN >/tmp/made']]\nenvVars: [{key: OWN, value: '$GREETING'}]\nexpectedOutput: ['^hello\\n\\$GREETING\\nhello\\n$']")]
    [InlineData("command: cat\nargs: [/tmp/a]\nsetup: [[sh, -c, 'echo 1 >/tmp/a'], [sh, -c, 'echo 2 >>/tmp/a; exit 7']]\nexpectedOutput: ['^1\\n2\\n$']",
        "'sh -c echo 2 >>/tmp/a; exit 7' ended with 7, which does not count")]
    [InlineData("command: 'true'\nteardown: [['false']]", "teardown is never run")]
    [InlineData("command: printf\nargs: ['caf\\351']\nexpectedOutput: ['^caf.$']")]
    public async Task A_command_passes_as_with_the_original(string test, string? warning = null)
    {
        var result = await JudgeAsync($"commandTests:\n- name: n\n{Indented(test)}");
        result.Errors.Should().BeEmpty(result.ToString());
        if (warning is null) result.Warnings.Should().BeEmpty();
        else result.Warnings.Should().ContainSingle().Which.Should().Contain(warning);
    }

    [Theory]
    [InlineData("command: sh\nargs: [-c, 'echo out; exit 1']", "the exit code is 1, expected 0")]
    [InlineData("command: no-such-command\nexitCode: 127", "the command could not be started: ")]
    [InlineData("command: echo\nargs: [one]\nexpectedOutput: ['one$']",
        "expected pattern 'one$' is not in standard output ($ is the very end, and the text ends with a newline: write \\n$); there is 'one\n'")]
    [InlineData("command: echo\nargs: [one]\nexcludedOutput: ['(?=x)']", "the pattern '(?=x)' does not compile")]
    [InlineData("command: 'true'\nsetup: [[no-such-setup]]", "the command could not be started: ")]
    public async Task A_command_fails_as_with_the_original_and_says_why(string test, string error)
    {
        var result = await JudgeAsync($"commandTests:\n- name: n\n{Indented(test)}");
        result.Errors.Should().ContainSingle().Which.Should().Contain(error);
    }

    [Fact]
    public async Task Global_variables_reach_commands_and_paths_and_are_expanded()
    {
        const string Global = "globalEnvVars:\n- {key: PATH, value: '/opt/bin:$PATH'}\n- {key: WHERE, value: /opt}\n";
        (await JudgeAsync(Global + "commandTests:\n- name: n\n  command: say\n  args: ['$WHERE']\n  expectedOutput: [from-script]")).Errors.Should().BeEmpty();
        (await JudgeAsync(Global + "commandTests:\n- name: n\n  command: echo\n  args: ['$WHERE']\n  expectedOutput: ['^/opt\\n$']")).Errors.Should().BeEmpty();
        (await JudgeAsync(Global + "fileExistenceTests:\n- name: n\n  path: $WHERE/bin/say\n  isExecutableBy: other")).Errors.Should().BeEmpty();
        const string Old = "commandTests:\n- name: n\n  command: [printenv, WHERE]\n  expectedOutput: [opt]\n";
        var without = await JudgeAsync(Global + Old, "1.0.0");
        without.Passed.Should().BeFalse();
        without.Warnings.Should().ContainSingle().Which.Should().Contain("in schema 1.0.0 globalEnvVars are handed on by a setup only");
        (await JudgeAsync(Global + Old + "  setup: [['true']]", "1.0.0")).Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task Run_options_are_obeyed_and_what_they_drop_is_said()
    {
        const string PrintOwn = "commandTests:\n- name: n\n  command: sh\n  args: [-c, 'id -u; printenv OWN || echo none']\n  envVars: [{key: OWN, value: mine}]\n";
        var dropped = await JudgeAsync(PrintOwn + "  expectedOutput: ['^0\\nnone\\n$']\ncontainerRunOptions: {user: root}");
        dropped.Errors.Should().BeEmpty();
        dropped.Warnings.Should().ContainSingle().Which.Should().Contain("the original drops the test's own envVars");
        (await JudgeAsync(PrintOwn + "  expectedOutput: ['^1234\\nmine\\n$']\ncontainerRunOptions: {user: ''}")).Errors.Should().BeEmpty();

        var tty = await JudgeAsync("commandTests:\n- {name: n, command: echo, args: [hi], expectedOutput: ['^hi']}\ncontainerRunOptions: {allocateTty: true}");
        tty.Errors.Should().ContainSingle().Which.Should().Contain("there is nothing");
        tty.Warnings.Should().ContainSingle().Which.Should().Contain("with allocateTty the original sees no output at all");

        (await JudgeAsync("commandTests:\n- {name: n, command: grep, args: [CapBnd, /proc/self/status], expectedOutput: ['[02468aceACE]{4}0*[1-9a-f]']}\ncontainerRunOptions: {capabilities: [NET_ADMIN], user: root}"))
            .Errors.Should().BeEmpty();
        var unset = await JudgeAsync("commandTests:\n- {name: n, command: 'true'}\ncontainerRunOptions: {envVars: [INFRASPECS_NOT_SET_ANYWHERE]}");
        unset.Passed.Should().BeFalse();
        unset.Warnings.Should().ContainSingle().Which.Should().Contain("INFRASPECS_NOT_SET_ANYWHERE is not set here");
    }

    [Fact]
    public async Task A_file_of_variables_reaches_commands()
    {
        using var folder = new TemporaryFolder();
        folder.Write("some.env", "# comment\nFROM_FILE='a b'\nEMPTY=\n");
        const string Print = "commandTests:\n- name: n\n  command: printenv\n  args: [FROM_FILE]\n  expectedOutput: ['^a b\\n$']\ncontainerRunOptions: {envFile: some.env}";
        var test = StructureTestFile.Parse(folder.At("image.yaml"), "schemaVersion: 2.0.0\n" + Print).Tests.Single();
        (await test.RunAsync(await ImageAsync(), Engine, Token)).Errors.Should().BeEmpty();
        (await JudgeAsync(Print)).Warnings.Should().ContainSingle().Which.Should().Contain("some.env cannot be read as a file of variables");
    }

    [Fact]
    public async Task Setups_leave_neither_containers_nor_images()
    {
        await JudgeAsync("commandTests:\n- {name: n, command: 'true', setup: [[touch, /tmp/a], [touch, /tmp/b]]}");
        var filter = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [$"{Session.IdLabel}={Engine.Session.Id:N}"] = true } };
        (await Engine.Client.Images.ListImagesAsync(new ImagesListParameters { All = true, Filters = filter }, Token)).Should().BeEmpty();
        (await Engine.ListResourcesAsync(Token)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_command_that_does_not_end_ends_with_its_token()
    {
        var file = StructureTestFile.Parse("image.yaml", "schemaVersion: 2.0.0\ncommandTests:\n- {name: n, command: sleep, args: [600]}");
        var image = await ImageAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var running = file.RunAsync(image, Engine, stop.Token);
        await Wait.UntilAsync(
            "the command's container",
            async token => (await Engine.ListResourcesAsync(token)).Containers.Count > 0 ? Probe.Ready(true) : Probe.NotYet<bool>("there is none"), TimeSpan.FromSeconds(30), Token);
        await stop.CancelAsync();
        await FluentActions.Awaiting(() => running).Should().ThrowAsync<OperationCanceledException>();
        (await Engine.ListResourcesAsync(Token)).Should().BeEmpty();
    }

    /// <summary>The original asks the engine about a container that was never started; here it is looked up in the image.</summary>
    [Fact]
    public async Task Files_are_what_the_engine_tells_of_a_container_that_was_never_started()
    {
        string[] paths =
        [
            "/", "/etc/passwd", "/etc/hosts", "/etc/hostname", "/etc/resolv.conf", "/etc/mtab", "/.dockerenv", "/dev", "/dev/console", "/dev/null", "/proc", "/sys", "/bin", "/bin/", "/bin/sh",
            "/usr/bin/su", "/tmp", "/tmp/", "/srv/work", "/srv/work/", "/etc/passwd/", "/nowhere", "/etc/../tmp", "etc/passwd", "/usr/bin/passwd", "/var/run", "/var/run/", "/var/mail",
        ];
        var image = await ImageAsync();
        await using var container = await CreatedAsync();
        foreach (var path in paths)
        {
            var expected = await OfEngineAsync(container.Id, path);
            var seen = InfraSpecs.Images.Structure.Checks.EngineView.Find(image, path, out _);
            (seen is null ? "none" : $"{seen.GoMode} {seen.UserId}:{seen.GroupId}").Should().Be(expected, path);
        }
    }

    private async Task<string> OfEngineAsync(string container, string path)
    {
        try
        {
            var archive = await Engine.Client.Containers.GetArchiveFromContainerAsync(container, new ContainerPathStatParameters { Path = path }, false, Token);
            await using var tar = new System.Formats.Tar.TarReader(archive.Stream!);
            var entry = (await tar.GetNextEntryAsync(cancellationToken: Token))!;
            ImageFileKind? kind = entry.EntryType switch
            {
                System.Formats.Tar.TarEntryType.Directory => ImageFileKind.Directory,
                System.Formats.Tar.TarEntryType.SymbolicLink => ImageFileKind.SymbolicLink,
                System.Formats.Tar.TarEntryType.RegularFile or System.Formats.Tar.TarEntryType.V7RegularFile => ImageFileKind.File,
                _ => null,
            };
            return kind is { } known ? $"{InfraSpecs.Images.Structure.GoFileMode.Write(known, entry.Mode)} {entry.Uid}:{entry.Gid}" : "none";
        }
        catch (Docker.DotNet.DockerApiException)
        {
            return "none";
        }
    }

    private async Task<CreatedForLooking> CreatedAsync()
    {
        var created = await Engine.Client.Containers.CreateContainerAsync(
            new CreateContainerParameters { Image = await BuiltAsync(), Cmd = ["none"], Labels = Engine.Session.ResourceLabels.ToDictionary() }, Token);
        return new CreatedForLooking(Engine, created.ID);
    }

    private async Task<StructureTestResult> JudgeAsync(string text, string version = "2.0.0")
    {
        var file = StructureTestFile.Parse("image.yaml", $"schemaVersion: {version}\n{text}");
        return (await file.RunAsync(await ImageAsync(), Engine, Token)).Results.Should().ContainSingle().Subject;
    }

    private async Task<ImageUnderTest> ImageAsync() => await ImageUnderTest.FromEngineAsync(Engine, await BuiltAsync(), Token);

    private Task<string> BuiltAsync() => InlineImage.BuildAsync(Engine, "structured", Dockerfile, Token);

    private static string Indented(string test) => "  " + test.Replace("\n", "\n  ", StringComparison.Ordinal);

    private sealed record CreatedForLooking(Engine Engine, string Id) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await Engine.Client.Containers.RemoveContainerAsync(Id, new ContainerRemoveParameters { Force = true }, CancellationToken.None);
    }
}
