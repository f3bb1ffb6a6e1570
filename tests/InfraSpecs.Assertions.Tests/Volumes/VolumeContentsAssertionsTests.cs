using System.Formats.Tar;

namespace InfraSpecs.Assertions.Tests.Volumes;

public sealed class VolumeContentsAssertionsTests
{
    private static readonly VolumeContents Empty = new("data-1", Facts("/data", TarEntryType.Directory, 0), []);

    private static readonly VolumeContents Volume = Empty with
    {
        Entries = [Entry("mysql/user", 7, "aaaa"), Entry("one", 1_000, "bbbb")],
    };

    [Fact]
    public void All_claims_that_are_true_pass() =>
        Volume.Should().HaveFile("one").And.NotHaveFile("two").And.HaveCount(2).And.HaveSizeOfAtLeast(1_007).And.HaveSizeOfAtMost(1_007)
            .And.BelongTo(0, 0).And.HaveSameContentsAs(Volume with { Container = "other" });

    [Fact]
    public void HaveFile_shows_what_there_is() => AssertionText.Of(() => Volume.Should().HaveFile("three", "the job ran")).Should().Be(
        """
        Expected Volume /data in data-1 to have "three" because the job ran, but there is none.

        With contents of /data in data-1:
        0644 0:0            7 2026-01-02 03:04:05 mysql/user
        0644 0:0        1,000 2026-01-02 03:04:05 one
        """);

    [Fact]
    public void HaveFile_finds_it_in_another_folder() => AssertionText.Of(() => Volume.Should().HaveFile("user")).Should()
        .StartWith("Expected Volume /data in data-1 to have \"user\", but only \"mysql/user\".");

    [Fact]
    public void HaveFile_knows_an_absolute_path() => AssertionText.Of(() => Volume.Should().HaveFile("/data/one")).Should()
        .StartWith("Expected Volume /data in data-1 to have \"/data/one\", but names begin at the volume's folder, without a slash.");

    [Fact]
    public void HaveFile_goes_on_with_the_facts() => AssertionText.Of(() => Volume.Should().HaveFile("one").Which.Should().HaveMode("0600")).Should()
        .Contain("\"/data/one\" in \"data-1\" to have mode \"0600\", but found \"0644\".");

    [Fact]
    public void NotHaveFile_shows_the_file() => AssertionText.Of(() => Volume.Should().NotHaveFile("one")).Should()
        .StartWith("Expected Volume /data in data-1 not to have \"one\", but found 0644 0:0        1,000 2026-01-02 03:04:05 one.");

    [Fact]
    public void HaveCount_says_how_many() => AssertionText.Of(() => Volume.Should().HaveCount(3)).Should()
        .StartWith("Expected Volume /data in data-1 to have 3 entries, but found 2.");

    [Fact]
    public void BeEmpty_says_how_many() => AssertionText.Of(() => Volume.Should().BeEmpty()).Should()
        .StartWith("Expected Volume /data in data-1 to be empty, but found 2 entries.");

    [Fact]
    public void Sizes_are_given_in_bytes()
    {
        AssertionText.Of(() => Volume.Should().HaveSizeOfAtLeast(2_000)).Should().StartWith("Expected Volume /data in data-1 to hold at least 2,000 bytes, but found 1,007.");
        AssertionText.Of(() => Volume.Should().HaveSizeOfAtMost(1_000)).Should().StartWith("Expected Volume /data in data-1 to hold at most 1,000 bytes, but found 1,007.");
    }

    [Fact]
    public void BelongTo_names_the_first_that_does_not() => AssertionText.Of(() => Volume.Should().BelongTo(999, 999)).Should()
        .StartWith("Expected Volume /data in data-1 to belong to 999:999 with all that is in it, but found 3 of 3 that do not, first \"/data\", which belongs to 0:0.");

    [Fact]
    public void HaveSameContentsAs_lists_what_differs()
    {
        var later = Volume with
        {
            Container = "data-2",
            Folder = Volume.Folder with { UserId = 999 },
            Entries = [Entry("one", 1_000, "cccc"), Entry("two", 1, "dddd")],
        };
        AssertionText.Of(() => later.Should().HaveSameContentsAs(Volume)).Should().Be(
            """
            Expected later /data in data-2 to hold the same as /data in data-1 did, but found 4 difference(s).

            With first differences (at most 10):
            the volume's folder: owner 0:0 became 999:0
            mysql/user is missing
            two is there and was not expected
            one: SHA-256 bbbb became cccc
            """);
    }

    [Fact]
    public void An_empty_volume_proves_nothing()
    {
        Action[] claims =
        [
            () => Empty.Should().NotHaveFile("one"), () => Empty.Should().HaveSizeOfAtMost(1), () => Empty.Should().BelongTo(0, 0),
            () => Empty.Should().HaveSameContentsAs(Empty),
        ];
        foreach (var claim in claims) AssertionText.Of(claim).Should().Contain("but it is empty, which proves nothing.").And.Contain("(the volume is empty)");
        AssertionText.Of(() => Empty.Should().HaveFile("one")).Should().Contain("but it is empty.");
        Empty.Should().BeEmpty();
    }

    private static VolumeEntry Entry(string name, long size, string sha256) => new(name, Facts("/data/" + name, TarEntryType.RegularFile, size), sha256);

    private static FileFacts Facts(string path, TarEntryType kind, long size) => new()
    {
        Container = "data-1", Path = path, Kind = kind, Mode = (UnixFileMode)Convert.ToInt32("0644", 8), UserId = 0, GroupId = 0, Size = size,
        ModifiedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
    };
}
