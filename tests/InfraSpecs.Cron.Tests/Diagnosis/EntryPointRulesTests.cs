using static InfraSpecs.Cron.Tests.Given;

namespace InfraSpecs.Cron.Tests.Diagnosis;

public sealed class EntryPointRulesTests
{
    private const string Path = "/entrypoint.sh";
    private const string Script = "#!/bin/sh\nexec cron -f\n";

    [Fact]
    public void One_that_is_missing() => Headline(null).Should().Be($"the container does not start: {Path} is not in the container (the container's command is `{Path} cron -f`)");

    [Fact]
    public void One_that_is_not_executable() => Headline(File(Path, Script)).Should().Be($"the container does not start: {Path} is not executable (its mode is 0644)");

    [Theory]
    [InlineData("#!/bin/sh\r\nexec cron -f\r\n", "cannot start, and the engine says \"no such file or directory\": its first line ends with a carriage return, which becomes part of the interpreter's name (line 1 is `#!/bin/sh\\r`)")]
    [InlineData("#!/bin/bash\nexec cron -f\n", "cannot start, and the engine says \"no such file or directory\": its interpreter, /bin/bash, is not in the container (line 1 is `#!/bin/bash`)")]
    [InlineData("exec cron -f\n", "has no #! in its first line, so that the kernel does not know its interpreter (exec format error) (line 1 is `exec cron -f`)")]
    [InlineData("\uFEFF#!/bin/sh\nexec cron -f\n", "begins with a byte order mark, so that the kernel does not see its #! (its first bytes are EF BB BF)")]
    public void One_that_the_kernel_does_not_start(string text, string why) => Headline(File(Path, text, "0755")).Should().Be($"the container does not start: {Path} {why}");

    [Fact]
    public void One_that_is_looked_for_in_PATH()
    {
        var files = Files(Etc(Job)) with { MainCommand = ["start-cron", "-f"] };
        var none = files.ContainerPath.Select(it => ($"{it}/start-cron", (ArchivedFile?)null)).ToArray();
        files.With(none).OnlyFinding().Should().Match<CronFinding>(it => it.Fault == CronFault.EntryPointBroken && it.Sentence.EndsWith("start-cron is not in the container") && it.File == null);
        files.Findings().Should().BeEmpty("nobody has looked");
        files.With([.. none, ("/usr/bin/start-cron", File("/usr/bin/start-cron", "\0ELF", "0755"))]).Findings().Should().BeEmpty();
    }

    [Fact]
    public void A_script_that_is_given_to_a_shell_needs_no_mode_and_no_first_line()
    {
        var files = Files(Etc(Job)) with { MainCommand = ["/bin/sh", Path] };
        files.With((Path, File(Path, "exec cron -f\n"))).Findings().Should().BeEmpty();
        files.With((Path, null)).OnlyFinding().Headline.Should().Be($"the container does not start: {Path} is not in the container (the container's command has /bin/sh run it)");
        files.With((Path, File(Path, "exec cron -f\r\n"))).OnlyFinding().Sentence.Should().Contain("Windows line endings");
    }

    [Fact]
    public void One_that_is_named_from_the_folder_where_it_starts()
    {
        var files = Files(Etc(Job)) with { MainCommand = ["./run.sh"], Folder = "/app" };
        files.With(("/app/run.sh", null)).OnlyFinding().Sentence.Should().Be("the container does not start: ./run.sh is not in the container, in /app, where it starts");
        files.With(("/app/run.sh", File("/app/run.sh", Script))).OnlyFinding().Sentence.Should().Be("the container does not start: /app/run.sh is not executable");
        var given = files with { MainCommand = ["bash", "run.sh"] };
        given.With(("/app/run.sh", null)).Findings().Should().BeEmpty("bash looks in PATH, too");
        given.With(("/app/run.sh", File("/app/run.sh", "exec cron -f\r\n"))).OnlyFinding().Fault.Should().Be(CronFault.EntryPointBroken);
    }

    [Fact]
    public void One_whose_interpreter_env_does_not_find()
    {
        var files = Files(Etc(Job)) with { MainCommand = [Path] };
        var script = File(Path, "#!/usr/bin/env bash\nexec cron -f\n", "0755");
        files.With([(Path, script), .. files.ContainerPath.Select(it => ($"{it}/bash", (ArchivedFile?)null))]).OnlyFinding().Headline.Should().Be(
            $"the container does not start: {Path} cannot start, and the engine says \"no such file or directory\": its interpreter, bash, is not in the container (line 1 is `#!/usr/bin/env bash`)");
        files.With((Path, script)).Findings().Should().BeEmpty("nobody has looked");
    }

    [Fact]
    public void An_image_that_has_none() => (Files(Etc(Job)) with { MainCommand = [] }).OnlyFinding().Headline.Should().Be(
        "the container does not start: the image has neither ENTRYPOINT nor CMD (the engine makes no container of it without a command)");

    [Fact]
    public void One_that_is_good() => (Files(Etc(Job)) with { MainCommand = [Path, "cron", "-f"] }).With((Path, File(Path, Script, "0755"))).Findings().Should().BeEmpty();

    private static string Headline(ArchivedFile? file) =>
        (Files(Etc(Job)) with { MainCommand = [Path, "cron", "-f"] }).With((Path, file), ("/bin/bash", null)).OnlyFinding().Headline;
}
