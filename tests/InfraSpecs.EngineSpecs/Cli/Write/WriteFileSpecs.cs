using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cli.Write;

/// <summary><c>infraspecs write</c> of files, and of what is nothing: as a process, without an engine.</summary>
public sealed class WriteFileSpecs
{
    private const string NoEngine = "tcp://127.0.0.1:1";

    [Fact]
    public async Task A_crontabs_class_is_green_and_each_claim_is_red_when_the_file_is_another()
    {
        using var project = new WrittenProject();
        var crontab = project.Change("cron/backup", "# nightly\n25 6 * * * root /usr/local/bin/backup.sh --all\n@hourly root tidy\n");
        var (code, output, error) = await WrittenProject.WriteAsync([("DOCKER_HOST", NoEngine)], crontab, "-o", project.At("Specs.cs"));
        (code, output, error).Should().Be((0, $"{project.At("Specs.cs")}: 6 specs of crontab cron/backup\n", ""));
        await project.BuildAsync();
        var (passed, failed, said) = await project.RunAsync();
        failed.Should().BeEmpty(said);
        passed.Should().HaveCount(6, said);

        project.Change("cron/backup", "25 7 * * * root /usr/local/bin/backup.sh --all\n30 * * * * root tidy\n0 0 1 1 * root more");
        (passed, failed, said) = await project.RunAsync();
        passed.Should().BeEmpty(said);
        failed.Should().HaveCount(6);
        said.Should().Contain("""Expected crontab "cron/backup" to have "root /usr/local/bin/backup.sh --all" at "25 6 * * *", but it is at 25 7 * * * (line 1).""");
    }

    [Fact]
    public async Task A_file_that_is_there_stays_as_it_is()
    {
        using var folder = new TemporaryFolder();
        var (crontab, there) = (folder.Write("jobs", "@daily tidy\n"), folder.Write("Specs.cs", "mine"));
        (await WrittenProject.WriteAsync(crontab, "-o", there)).Should().Be((2, "", $"{there} is there already, and is not overwritten.\n  What to do: name another file, or remove it first.\n"));
        File.ReadAllText(there).Should().Be("mine");
        (await WrittenProject.WriteAsync(crontab, "-o", folder.FullName)).Error.Should().StartWith($"{folder.FullName} is a folder.\n");
        (await WrittenProject.WriteAsync(crontab, "-o", folder.At("no/Specs.cs"))).Error.Should().StartWith($"{folder.At("no/Specs.cs")} cannot be written: there is no folder {folder.At("no")}.\n");
    }

    [Fact]
    public async Task Without_a_file_it_is_printed_and_has_a_namespace_if_one_is_said()
    {
        using var folder = new TemporaryFolder();
        var (code, output, error) = await WrittenProject.WriteAsync(folder.Write("jobs", "@daily tidy"), "--namespace", "My.Specs");
        (code, error).Should().Be((0, "left out: that it ends with a newline, because it does not, so that Debian's cron and cronie ignore the whole file\n"));
        output.Should().StartWith("using InfraSpecs.Cron;\n\nnamespace My.Specs;\n\npublic sealed class JobsCrontabSpecs\n{\n").And.Contain($"\"{folder.At("jobs")}\"");
        (await WrittenProject.WriteAsync(folder.At("jobs"), "--namespace", "1st")).Should()
            .Match<(int Code, string Output, string Error)>(it => it.Code == 2 && it.Error.Contains("'1st' is no namespace."));
    }

    [Fact]
    public async Task What_is_nothing_is_one_sentence()
    {
        using var folder = new TemporaryFolder();
        await ShouldRefuseAsync("", "The argument subject is empty; name a crontab, a stack file, a container or an image of the engine.");
        await ShouldRefuseAsync(folder.FullName, $"{folder.FullName} is a folder.");
        await ShouldRefuseAsync(folder.At("none"), $"There is no file {folder.At("none")}.");
        await ShouldRefuseAsync(folder.Write("empty", ""), $"{folder.At("empty")} is neither a crontab nor a stack file: it is empty.");
        await ShouldRefuseAsync("/dev/zero", "/dev/zero is neither a crontab nor a stack file: it is larger than 1 MiB.");
        await ShouldRefuseAsync(typeof(WriteFileSpecs).Assembly.Location, $"{typeof(WriteFileSpecs).Assembly.Location} is neither a crontab nor a stack file: ");
        File.WriteAllBytes(folder.At("binary"), [0x7f, (byte)'E', (byte)'L', (byte)'F', 0]);
        await ShouldRefuseAsync(folder.At("binary"), $"{folder.At("binary")} is neither a crontab nor a stack file: it is no text.");
        await ShouldRefuseAsync(folder.Write("prose", "This is a file of some words.\n"), $"{folder.At("prose")} is neither a crontab nor a stack file: no line of it is a job with a schedule.");
        await ShouldRefuseAsync(folder.Write("compose.yml", "networks: {a: {}}\n"), $"{folder.At("compose.yml")} is neither a crontab nor a stack file: it has no 'services:'.");
        await ShouldRefuseAsync(folder.Write("none.yml", "services:\n"), $"{folder.At("none.yml")}:1: its 'services:' has none.");
    }

    private static async Task ShouldRefuseAsync(string subject, string sentence)
    {
        Token.ThrowIfCancellationRequested();
        var (code, _, error) = await WrittenProject.WriteAsync([("DOCKER_HOST", NoEngine)], subject);
        code.Should().Be(2, error);
        error.Should().StartWith(sentence);
    }
}
