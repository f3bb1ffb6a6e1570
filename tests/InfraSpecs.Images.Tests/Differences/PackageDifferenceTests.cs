using System.Text;
using InfraSpecs.Images.Snapshots;

namespace InfraSpecs.Images.Tests.Differences;

public sealed class PackageDifferenceTests
{
    [Fact]
    public async Task Packages_are_removed_downgraded_upgraded_and_added_and_their_files_are_not_told_one_by_one()
    {
        var before = Image(new("gone", "1.0", "a"), new("down", "1:2.0-1", "b"), new("up", "1.9", "c"), new("same", "1", "d"));
        var after = Image(new("down", "1:2.0~rc1-1", "bb"), new("up", "1.10", "cc"), new("same", "1", "d"), new("new", "3", "e"));
        var difference = ImageDifference.Between(await before.ReadAsync(), await after.ReadAsync());
        difference.Changes.Where(it => it.Kind is not ImageChangeKind.Size).Should().Equal(
            new ImageChange(ImageChangeKind.Package, IsBreaking: true, "package gone removed (it was 1.0)"),
            new ImageChange(ImageChangeKind.Package, IsBreaking: true, "package down DOWNGRADED 1:2.0-1 -> 1:2.0~rc1-1"),
            new ImageChange(ImageChangeKind.Package, IsBreaking: false, "package up upgraded 1.9 -> 1.10"),
            new ImageChange(ImageChangeKind.Package, IsBreaking: false, "package new added (3)"));
    }

    [Fact]
    public async Task Files_that_changed_without_a_new_version_are_named()
    {
        var (before, after) = (await Image(new Installed("tool", "1", "a")).ReadAsync(), await Image(new Installed("tool", "1", "b")).ReadAsync());
        ImageDifference.Between(before, after).Changes[0].Sentence.Should().Be("files of package tool changed without a new version (1): /usr/bin/tool (content)");
        FromText(before, after)[0].Should().Be("files of package tool changed without a new version (1): 1 files; an approved text has one digest for all");
    }

    [Fact]
    public async Task Between_a_text_and_an_image_packages_are_told_likewise()
    {
        var (before, after) = (await Image(new("gone", "1.0", "a"), new("up", "1.9", "c")).ReadAsync(), await Image(new("up", "1.10", "cc"), new("new", "1", "c")).ReadAsync());
        FromText(before, after).Should().StartWith(["package gone removed (it was 1.0)", "package up upgraded 1.9 -> 1.10", "package new added (1)"]);
    }

    [Fact]
    public async Task A_lost_executable_bit_and_a_new_setuid_bit_of_a_packages_file_have_their_own_sentences()
    {
        var (before, after) = (await Image(new("a", "1", "a"), new("b", "1", "b")).ReadAsync(), await Image(new("a", "1", "a", 0b110_100_100), new("b", "1", "b", 0b100_111_101_101)).ReadAsync());
        ImageDifference.Between(before, after).Changes.Select(it => it.Sentence).Should()
            .Equal("/usr/bin/b: setuid is new (mode 4755, owner 0:0)", "/usr/bin/a is not executable any more (0755 -> 0644)");
    }

    [Fact]
    public async Task A_package_more_changes_no_other_though_they_share_folders()
    {
        var (before, after) = (await Image(new Installed("m", "1", "m")).ReadAsync(), await Image(new("a", "1", "a"), new("m", "1", "m"), new("z", "1", "z")).ReadAsync());
        ImageDifference.Between(before, after).Changes.Where(it => it.Kind is not ImageChangeKind.Size).Select(it => it.Sentence).Should().Equal("package a added (1)", "package z added (1)");
    }

    [Fact]
    public async Task A_package_has_one_line_and_its_files_none()
    {
        var text = ImageSnapshot.Take(await Image(new("tool", "1:2.0-1+b1", "a"), new("zip", "3", "b")).ReadAsync()).ToString();
        text.Should().MatchRegex(@"\[packages dpkg 2\]\ntool +1:2\.0-1\+b1 +amd64 +1  [0-9a-f]{12}\nzip +3 +amd64 +1  [0-9a-f]{12}\n\[special\]").And.NotContain("/usr/bin/tool")
            .And.NotContain("/var/lib/dpkg");
    }

    private static List<string> FromText(ImageUnderTest before, ImageUnderTest after) =>
        [.. ImageDifference.Between(ImageSnapshot.Parse(ImageSnapshot.Take(before).ToString()), ImageSnapshot.Take(after)).Changes.Select(it => it.Sentence)];

    private static TestImage Image(params Installed[] packages) => new TestImage().Layer(l =>
    {
        l.Directory("/usr").Directory("/usr/bin").Directory("/var").Directory("/var/lib").Directory("/var/lib/dpkg").Directory("/var/lib/dpkg/info");
        var status = new StringBuilder();
        foreach (var it in packages)
        {
            status.Append($"Package: {it.Name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: {it.Version}\n\n");
            l.File($"/var/lib/dpkg/info/{it.Name}.list", $"/.\n/usr\n/usr/bin\n/usr/bin/{it.Name}\n").File($"/usr/bin/{it.Name}", it.Content, it.Mode);
        }

        l.File("/var/lib/dpkg/status", status.ToString());
    });

    private sealed record Installed(string Name, string Version, string Content, int Mode = 0b111_101_101);
}
