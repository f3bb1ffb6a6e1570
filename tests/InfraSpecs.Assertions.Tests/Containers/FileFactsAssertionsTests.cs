using System.Formats.Tar;
using Xunit.Sdk;
using static InfraSpecs.Assertions.Tests.Snapshots;

namespace InfraSpecs.Assertions.Tests.Containers;

public sealed class FileFactsAssertionsTests
{
    private readonly FileFacts? _crontab = new()
    {
        Container = "cron-1", Path = "/etc/cron.d/job", Kind = TarEntryType.RegularFile, Mode = (UnixFileMode)Convert.ToInt32("664", 8),
        UserId = 0, GroupId = 101, Size = 12, ModifiedAt = Noon,
    };

    [Fact]
    public void Claims_that_hold_pass() => _crontab.Should().Exist().And.HaveMode("0664").And.HaveOwner(0, 101).And.BeRegularFile();

    [Fact]
    public void NotExist_names_what_is_there()
    {
        ((FileFacts?)null).Should().NotExist();
        var claim = () => _crontab.Should().NotExist("it was removed");
        claim.Should().Throw<XunitException>().WithMessage("Expected _crontab \"/etc/cron.d/job\" in \"cron-1\" not to exist because it was removed, but found TarEntryType.RegularFile* of 12* bytes.");
    }

    [Fact]
    public void HaveMode_shows_both_as_chmod_takes_them()
    {
        var claim = () => _crontab.Should().HaveMode("0644", "cron ignores a crontab that others may write");
        claim.Should().Throw<XunitException>().WithMessage(
            "Expected _crontab \"/etc/cron.d/job\" in \"cron-1\" to have mode \"0644\" because cron ignores a crontab that others may write, but found \"0664\".");
    }

    [Fact]
    public void HaveOwner_shows_both()
    {
        var claim = () => _crontab.Should().HaveOwner(0, 0);
        claim.Should().Throw<XunitException>().WithMessage("* to belong to \"0:0\", but found \"0:101\".");
    }

    [Fact]
    public void BeRegularFile_names_what_it_is()
    {
        var folder = _crontab! with { Kind = TarEntryType.Directory };
        var claim = () => folder.Should().BeRegularFile();
        claim.Should().Throw<XunitException>().WithMessage("*to be a regular file, but found TarEntryType.Directory*");
    }

    [Theory]
    [InlineData("exist")]
    [InlineData("have mode 0644")]
    [InlineData("belong to 1:2")]
    [InlineData("be a regular file")]
    public void A_file_that_is_not_there_fails_each_claim(string claimed)
    {
        FileFacts? none = null;
        var claim = () => claimed switch
        {
            "exist" => none.Should().Exist(),
            "have mode 0644" => none.Should().HaveMode("0644"),
            "belong to 1:2" => none.Should().HaveOwner(1, 2),
            _ => none.Should().BeRegularFile(),
        };
        claim.Should().Throw<XunitException>().WithMessage($"Expected * to {claimed}, but there is no such file in the container.");
    }
}
