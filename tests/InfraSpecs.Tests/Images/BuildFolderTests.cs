using System.Formats.Tar;
using InfraSpecs.Images;

namespace InfraSpecs.Tests.Images;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class BuildFolderTests : IDisposable
{
    private static readonly ImageBuildOptions Defaults = new();
    private readonly TemporaryFolder _folder = new();

    public BuildFolderTests() => _folder.Write("Dockerfile", "FROM scratch\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Modes_links_times_and_empty_folders_are_sent_as_they_are_and_all_belongs_to_root()
    {
        File.SetUnixFileMode(_folder.Write("program", "x"), Mode("755"));
        File.SetUnixFileMode(_folder.Write("run.sh", "#!/bin/sh\n"), Mode("644"));
        File.SetUnixFileMode(_folder.Write(".secret", "x"), Mode("600"));
        File.SetUnixFileMode(_folder.Write("su", "x"), Mode("4755"));
        File.SetUnixFileMode(Directory.CreateDirectory(_folder.At("empty")).FullName, Mode("1777"));
        File.CreateSymbolicLink(_folder.At("link"), "../outside");
        Directory.CreateSymbolicLink(_folder.At("folder-link"), "empty");
        File.SetLastWriteTimeUtc(_folder.At("program"), new DateTime(2020, 2, 3, 4, 5, 6, 789, DateTimeKind.Utc));
        var entries = await TarAsync();
        entries.Select(entry => $"{entry.Name} {entry.EntryType} {Octal(entry)} {entry.LinkName}").Should().Equal(
            "./ Directory 755 ", ".secret RegularFile 600 ", "Dockerfile RegularFile 644 ", "empty/ Directory 1777 ", "folder-link SymbolicLink 777 empty",
            "link SymbolicLink 777 ../outside", "program RegularFile 755 ", "run.sh RegularFile 644 ", "su RegularFile 4755 ");
        entries.Should().OnlyContain(entry => entry.Uid == 0 && entry.Gid == 0);
        entries.Single(entry => entry.Name == "program").ModificationTime.Should().Be(new DateTimeOffset(2020, 2, 3, 4, 5, 6, TimeSpan.Zero));
    }

    [Fact]
    public async Task Names_of_any_length_and_alphabet_are_sent_and_all_names_of_one_file()
    {
        var name = new string('n', 90) + "/" + new string('m', 200);
        _folder.Write(name, "x");
        _folder.Write("grün ☃", "x");
        await ChildProcess.RunAsync("ln", [_folder.At("grün ☃"), _folder.At("other name")], Token);
        (await TarAsync()).Select(entry => $"{entry.Name} {entry.EntryType} {entry.LinkName}").Should().Contain(
            [$"{name} RegularFile ", "grün ☃ RegularFile ", "other name HardLink grün ☃"]);
    }

    [Theory]
    [InlineData("mode")]
    [InlineData("link")]
    [InlineData("empty folder")]
    [InlineData("ignore")]
    [InlineData("argument")]
    [InlineData("label")]
    [InlineData("target")]
    [InlineData("platform")]
    [InlineData("builder")]
    [InlineData("secret's id")]
    [InlineData("other Dockerfile")]
    public async Task The_fingerprint_changes_with_all_that_the_image_depends_on(string what)
    {
        _folder.Write("file", "x");
        _folder.Write("other", "FROM scratch\n");
        File.CreateSymbolicLink(_folder.At("link"), "a");
        var first = await FingerprintAsync(Defaults);
        (await FingerprintAsync(Defaults)).Should().Be(first).And.MatchRegex("^[0-9a-f]{16}$");
        (await FingerprintAsync(Defaults, "sha256:1")).Should().NotBe(first, "another image has the base's name");
        (await FingerprintAsync(Change(what))).Should().NotBe(first);
    }

    [Fact]
    public async Task The_fingerprint_does_not_change_with_times_nor_with_values_of_secrets()
    {
        var first = await FingerprintAsync(Defaults with { Secrets = new Dictionary<string, string> { ["id"] = "a" } });
        File.SetLastWriteTimeUtc(_folder.At("Dockerfile"), DateTime.UnixEpoch);
        (await FingerprintAsync(Defaults with { Secrets = new Dictionary<string, string> { ["id"] = "b" } })).Should().Be(first);
    }

    [Fact]
    public void BuildKit_gets_folders_of_exceptions_as_they_are_and_an_ignore_file_of_the_Dockerfiles_own()
    {
        _folder.Write("keep/x/y", "1");
        _folder.Write("keep/x/z", "1");
        _folder.Write(".dockerignore", "keep\n!keep/x/y\n");
        Names(Defaults).Should().Equal(".dockerignore", "Dockerfile", "keep", "keep/x", "keep/x/y");
        Names(Classic).Should().Equal(".dockerignore", "Dockerfile", "keep/x/y");
        _folder.Write("Dockerfile.dockerignore", "*\n");
        Names(Defaults).Should().Equal("Dockerfile");
        Names(Classic).Should().Equal(".dockerignore", "Dockerfile", "Dockerfile.dockerignore", "keep/x/y");
    }

    [Fact]
    public void What_the_builder_itself_needs_is_sent_though_it_is_left_out()
    {
        _folder.Write(".dockerignore", "Dockerfile\n.dockerignore\n");
        var folder = BuildFolder.Read(_folder.FullName, Classic);
        folder.Entries.Select(entry => entry.Name).Should().Equal(".dockerignore", "Dockerfile");
        folder.IsDockerfileIgnored.Should().BeTrue();
    }

    [Fact]
    public void A_Dockerfile_outside_is_sent_to_the_older_builder_under_a_name_that_is_left_out()
    {
        _folder.Write("image/a", "x");
        var folder = BuildFolder.Read(_folder.At("image"), Classic with { Dockerfile = "../Dockerfile" });
        var (dockerfile, entries) = folder.ForClassic();
        entries.Select(entry => entry.Name).Should().Equal("a", dockerfile, ".dockerignore");
        System.Text.Encoding.UTF8.GetString(entries[^1].Content!).Should().Be($".dockerignore\n{dockerfile}\n");
    }

    [Fact]
    public void A_folder_without_a_Dockerfile_is_named_by_its_absolute_path()
    {
        File.Delete(_folder.At("Dockerfile"));
        _folder.Write("readme", "");
        Reading(_folder.FullName, Defaults).Should().Throw<ImageException>().Where(e => e.Reason == ImageReason.SourceMissing)
            .WithMessage($"Image source {_folder.FullName} could not be built: it has no Dockerfile.*| readme*ImageBuildOptions.Dockerfile*");
        Reading(_folder.FullName, Defaults with { Dockerfile = "docker/Prod" }).Should().Throw<ImageException>().Where(e => e.Reason == ImageReason.SourceMissing)
            .WithMessage($"*there is no {_folder.At("docker/Prod")}.*");
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named_by_its_absolute_path_and_where_it_was_looked_for()
    {
        Reading("/nowhere", Defaults).Should().Throw<ImageException>().Where(e => e.Reason == ImageReason.SourceMissing)
            .WithMessage("Image source /nowhere could not be built: there is no such folder.*");
        Reading("images/none", Defaults).Should().Throw<ImageException>().Where(e => e.Reason == ImageReason.SourceMissing)
            .WithMessage($"Image source {ThisProject()}/images/none could not be built: there is no such folder.*'images/none' was looked for from {ThisProject()}, *project*");
    }

    [Fact]
    public void A_relative_folder_begins_at_the_project_whatever_the_working_folder_is() =>
        ProjectFolder.Resolve("images/x").Should().Be(Path.Combine(ThisProject(), "images/x"));

    [Fact]
    public void A_bad_line_of_an_ignore_file_is_named()
    {
        _folder.Write(".dockerignore", "a\n[b\n");
        Reading(_folder.FullName, Defaults).Should().Throw<ImageException>().Where(e => e.Reason == ImageReason.SourceUnreadable)
            .WithMessage($"*line 2, '[b', is no pattern*It is in {_folder.At(".dockerignore")}.*");
    }

    [Theory]
    [InlineData("My App", "my-app")]
    [InlineData("a..b_c", "a-b-c")]
    [InlineData("☃", "image")]
    public void Any_folders_name_makes_a_name_of_an_image(string folder, string name)
    {
        _folder.Write(folder + "/Dockerfile", "FROM scratch\n");
        BuildFolder.Read(_folder.At(folder) + "/", Defaults).Name.Should().Be(name);
    }

    [Fact]
    public async Task What_can_no_longer_be_read_is_named()
    {
        _folder.Write("gone", "x");
        var folder = BuildFolder.Read(_folder.FullName, Defaults);
        File.Delete(_folder.At("gone"));
        var fingerprint = () => folder.FingerprintAsync(Defaults, [], Token);
        var send = () => folder.SendAsync(folder.Entries, Token);
        (await fingerprint.Should().ThrowAsync<ImageException>().Where(e => e.Reason == ImageReason.SourceUnreadable)).WithMessage($"*not all of it can be read: *{_folder.At("gone")}*");
        (await send.Should().ThrowAsync<ImageException>().Where(e => e.Reason == ImageReason.SourceUnreadable)).WithMessage($"*not all of it can be read: *{_folder.At("gone")}*");
    }

    [Theory]
    [InlineData("/proc/version")]
    [InlineData("/sys/kernel/uevent_seqnum")]
    public async Task A_file_that_grows_or_shrinks_while_it_is_read_is_sent_as_it_was_read_and_others_are_whole(string file)
    {
        ContextEntry[] entries = [new("a", file, TarEntryType.RegularFile, Mode("644"), DateTimeOffset.UnixEpoch),
            new("b", _folder.Write("b", "x"), TarEntryType.RegularFile, Mode("644"), DateTimeOffset.UnixEpoch)];
        await using var stream = await ContextTar.WriteAsync(entries, Token);
        using var tar = new TarReader(stream);
        List<string> read = [];
        while (tar.GetNextEntry() is { } entry) read.Add($"{entry.Name} {(entry.DataStream is { } content ? await new StreamReader(content).ReadToEndAsync(Token) : "")}");
        read.Should().Equal("./ ", $"a {await File.ReadAllTextAsync(file, Token)}", "b x");
    }

    private static ImageBuildOptions Classic => Defaults with { Builder = ImageBuilder.Classic };

    private static string ThisProject([System.Runtime.CompilerServices.CallerFilePath] string file = "") => Path.GetDirectoryName(Path.GetDirectoryName(file))!;

    private static Func<BuildFolder> Reading(string folder, ImageBuildOptions options) => () => BuildFolder.Read(folder, options);

    private ImageBuildOptions Change(string what)
    {
        var pair = new Dictionary<string, string> { ["a"] = "1" };
        if (what == "mode") File.SetUnixFileMode(_folder.At("file"), Mode("755"));
        else if (what == "link") Relink("b");
        else if (what == "empty folder") Directory.CreateDirectory(_folder.At("empty"));
        else if (what == "ignore") _folder.Write(".dockerignore", "file\n.dockerignore\n");
        return what switch
        {
            "argument" => Defaults with { BuildArguments = pair },
            "label" => Defaults with { Labels = pair },
            "secret's id" => Defaults with { Secrets = pair },
            "target" => Defaults with { Target = "a" },
            "platform" => Defaults with { Platform = "linux/amd64" },
            "builder" => Classic,
            "other Dockerfile" => Defaults with { Dockerfile = "other" },
            _ => Defaults,
        };
    }

    private void Relink(string target)
    {
        File.Delete(_folder.At("link"));
        File.CreateSymbolicLink(_folder.At("link"), target);
    }

    private IEnumerable<string> Names(ImageBuildOptions options) => BuildFolder.Read(_folder.FullName, options).Entries.Select(entry => entry.Name);

    private Task<string> FingerprintAsync(ImageBuildOptions options, params IReadOnlyList<string> bases) => BuildFolder.Read(_folder.FullName, options).FingerprintAsync(options, bases, Token);

    private async Task<IReadOnlyList<TarEntry>> TarAsync()
    {
        await using var stream = await ContextTar.WriteAsync(BuildFolder.Read(_folder.FullName, Defaults).Entries, Token);
        using var tar = new TarReader(stream);
        List<TarEntry> entries = [];
        while (tar.GetNextEntry() is { } entry) entries.Add(entry);
        return entries;
    }

    private static UnixFileMode Mode(string octal) => (UnixFileMode)Convert.ToInt32(octal, 8);

    private static string Octal(TarEntry entry) => Convert.ToString((int)entry.Mode, 8);
}
