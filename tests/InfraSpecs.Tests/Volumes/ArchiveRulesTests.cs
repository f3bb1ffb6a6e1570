using System.Formats.Tar;

namespace InfraSpecs.Tests.Volumes;

public sealed class ArchiveRulesTests
{
    [Theory]
    [InlineData("data/../../etc/cron.d/evil", "it names data/../../etc/cron.d/evil, which climbs out of the volume")]
    [InlineData("../evil", "it names ../evil, which climbs out of the volume")]
    [InlineData("/etc/evil", "it names the absolute path /etc/evil")]
    public async Task A_name_that_leaves_the_volume_is_refused(string name, string sentence)
    {
        var failure = await FailureOfAsync(Archive.File(name));
        failure.Problem.Should().Be(VolumeArchiveProblem.Escapes);
        failure.Message.Should().Contain(sentence);
        failure.Entry.Should().Be(name);
    }

    [Theory]
    [InlineData("etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("data/../etc/passwd")]
    public async Task A_hard_link_that_leaves_the_volume_is_refused(string target)
    {
        var failure = await FailureOfAsync(Archive.Link(TarEntryType.HardLink, "data/hard", target));
        failure.Problem.Should().Be(VolumeArchiveProblem.Escapes);
        failure.Message.Should().Contain("the hard link data/hard leads to").And.Contain(target);
    }

    [Theory]
    [InlineData("data/link/file")]
    [InlineData("./data//link/sub/file")]
    public async Task What_would_be_written_through_a_symbolic_link_is_refused(string name)
    {
        var failure = await FailureOfAsync(Archive.Link(TarEntryType.SymbolicLink, "data/link", "/etc"), Archive.File(name));
        failure.Problem.Should().Be(VolumeArchiveProblem.Escapes);
        failure.Message.Should().Contain($"{name} would be written through the symbolic link data/link");
    }

    [Fact]
    public async Task A_hard_link_through_a_symbolic_link_is_refused()
    {
        var failure = await FailureOfAsync(
            Archive.Link(TarEntryType.SymbolicLink, "data/link", "/etc"), Archive.Link(TarEntryType.HardLink, "data/hard", "data/link/passwd"));
        failure.Problem.Should().Be(VolumeArchiveProblem.Escapes);
    }

    [Fact]
    public async Task A_symbolic_link_in_the_place_of_the_volumes_folder_is_refused()
    {
        var failure = await FailureOfAsync(Archive.Link(TarEntryType.SymbolicLink, "data", "/etc"));
        failure.Message.Should().Contain("data would take the place of the volume's own folder");
    }

    [Theory]
    [InlineData(TarEntryType.CharacterDevice)]
    [InlineData(TarEntryType.BlockDevice)]
    public async Task A_device_is_refused(TarEntryType kind)
    {
        var failure = await FailureOfAsync(new PaxTarEntry(kind, "data/sda"));
        failure.Problem.Should().Be(VolumeArchiveProblem.Device);
        failure.Message.Should().StartWith("The archive cannot be restored: data/sda is a device.");
    }

    [Theory]
    [InlineData("other/file")]
    [InlineData("database/file")]
    [InlineData("./file")]
    public async Task A_second_folder_is_refused(string name)
    {
        var failure = await FailureOfAsync(Archive.File(name));
        failure.Problem.Should().Be(VolumeArchiveProblem.NotOneFolder);
        failure.Message.Should().Contain($"{name} is not in data, the folder it begins with");
    }

    [Fact]
    public async Task An_archive_of_a_file_is_refused()
    {
        var failure = await Archive.FailureOfAsync(Archive.Gzip(Archive.Tar(Archive.File("dump.sql"))));
        failure.Message.Should().Contain("its first entry, dump.sql, is not the folder of a volume");
    }

    [Fact]
    public async Task An_archive_that_names_no_folder_is_good()
    {
        var archive = await Archive.VerifyAsync(Archive.Gzip(Archive.Tar(Archive.Folder("./"), Archive.File("./file"))));
        archive.Folder.Should().Be(".");
    }

    private static Task<VolumeArchiveException> FailureOfAsync(params TarEntry[] entries) =>
        Archive.FailureOfAsync(Archive.Gzip(Archive.Tar([Archive.Folder("data/"), .. entries])));
}
