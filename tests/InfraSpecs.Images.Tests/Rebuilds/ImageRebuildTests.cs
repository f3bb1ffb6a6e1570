using System.Text.Json.Nodes;
using Xunit.Sdk;

namespace InfraSpecs.Images.Tests.Rebuilds;

public sealed class ImageRebuildTests
{
    [Fact]
    public async Task Two_builds_of_the_same_are_the_same()
    {
        var (one, other) = (await Built("x").ReadAsync(), await Built("x").ReadAsync());
        one.Should().BeReproducible(other).And.BeReproducible(other, withTimes: true);
    }

    [Fact]
    public async Task Files_that_differ_are_named_with_what_differs_and_why_it_is_likely_to()
    {
        var first = new TestImage().Layer(l => l.File("/usr/lib/x.pyc", "1").File("/var/log/dpkg.log", "1").File("/app", "1", 0b111_101_101).File("/only", "1").Link("/l", "a"));
        var second = new TestImage().Layer(l => l.File("/usr/lib/x.pyc", "22").File("/var/log/dpkg.log", "2").File("/app", "1", 0b110_100_100, user: 5).Link("/l", "b"));
        var (image, again) = (await first.ReadAsync("example/app:1"), await second.ReadAsync());
        var claim = () => image.Should().BeReproducible(again);
        claim.Should().Throw<XunitException>().Which.Message.Should()
            .StartWith("Expected image \"example/app:1\" to be the same when it is built again, but /app: mode (0755 -> 0644), owner (0:0 -> 5:0); and 4 more.").And
            .Match("*/l: link (a -> b)*/only: only in the first*/usr/lib/x.pyc: content (1 -> 2 bytes); Python writes the time*/var/log/dpkg.log: content (1 -> 1 bytes); a log with the times of the build*");
    }

    [Fact]
    public async Task A_file_that_no_container_sees_counts_too()
    {
        var (first, second) = (await Built("1").ReadAsync(), await Built("2").ReadAsync());
        ImageRebuild.Compare(first, second).Differences.Should().ContainSingle().Which.ToString().Should().Be("/x (in layer 0, below what a container sees): content (1 -> 1 bytes)");
    }

    [Fact]
    public async Task Configuration_and_history_count()
    {
        var first = new TestImage().Config("Labels", new JsonObject { ["org.opencontainers.image.created"] = "1" }).Layer(l => l.File("/x"), "COPY x /");
        var second = new TestImage().Config("Labels", new JsonObject { ["org.opencontainers.image.created"] = "2" }).Config("User", "5").Layer(l => l.File("/x"), "COPY y /");
        ImageRebuild.Compare(await first.ReadAsync(), await second.ReadAsync()).Differences.Select(it => $"{it}").Should().Equal(
            "user: root (none set) -> 5", "label org.opencontainers.image.created: 1 -> 2",
            "history: step 1: `COPY x /` -> `COPY y /`; they were built from other Dockerfiles, arguments or bases, or by another builder");
    }

    private static TestImage Built(string hidden) => new TestImage().Layer(l => l.File("/x", hidden)).Layer(l => l.File("/x", "same"));
}
