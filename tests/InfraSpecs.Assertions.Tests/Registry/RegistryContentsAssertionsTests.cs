using InfraSpecs.Registry;

namespace InfraSpecs.Assertions.Tests.Registry;

public sealed class RegistryContentsAssertionsTests
{
    private static readonly RegistryContents Contents = new("registry-1",
    [
        new RepositoryTags("example/echo", new Dictionary<string, string> { ["1"] = "sha256:aaa", ["latest"] = "sha256:bbb" }), new RepositoryTags("old/app", new Dictionary<string, string>()),
    ]);

    private static readonly RegistryContents Empty = Contents with { Repositories = [] };

    [Fact]
    public void Claims_that_are_true_pass() => Contents.Should()
        .HaveRepository("example/echo").And.HaveRepository("old/app").And.HaveTag("example/echo").And.HaveTag("example/echo:1")
        .And.HaveDigest("example/echo:1", "sha256:aaa").And.HaveDigest(new PushedImage("registry:5000", "example/echo", "latest", "sha256:bbb"));

    [Fact]
    public void HaveRepository_lists_what_there_is() => AssertionText.Of(() => Contents.Should().HaveRepository("example/web", "it was pushed")).Should().Be(
        """
        Expected Contents "registry-1" to have the repository "example/web" because it was pushed, but found example/echo, old/app.

        With contents of registry-1:
        example/echo:1 sha256:aaa
        example/echo:latest sha256:bbb
        old/app (no tags)
        """);

    [Fact]
    public void HaveRepository_says_that_there_is_none() => AssertionText.Of(() => Empty.Should().HaveRepository("example/web")).Should().Be(
        """
        Expected Empty "registry-1" to have the repository "example/web", but found none.

        With contents of registry-1:
        (it is empty)
        """);

    [Theory]
    [InlineData("example/echo:2", "example/echo with 1, latest")]
    [InlineData("old/app", "old/app without any tag")]
    [InlineData("other", "only example/echo, old/app")]
    public void HaveTag_says_what_is_there_instead(string name, string found) => AssertionText.Of(() => Contents.Should().HaveTag(name, "{0} said so", "I")).Should().Be(
        $"""
        Expected Contents "registry-1" to have "{name}" because I said so, but found {found}.

        With contents of registry-1:
        example/echo:1 sha256:aaa
        example/echo:latest sha256:bbb
        old/app (no tags)
        """);

    [Fact]
    public void HaveTag_says_that_there_is_nothing() => AssertionText.Of(() => Empty.Should().HaveTag("example/echo")).Should().StartWith(
        "Expected Empty \"registry-1\" to have \"example/echo\", but found no repository.");

    [Fact]
    public void HaveDigest_shows_the_other_digest() => AssertionText.Of(() => Contents.Should().HaveDigest("example/echo", "sha256:aaa")).Should().Be(
        """
        Expected Contents "registry-1" to have "example/echo" with digest "sha256:aaa", but found sha256:bbb.

        With contents of registry-1:
        example/echo:1 sha256:aaa
        example/echo:latest sha256:bbb
        old/app (no tags)
        """);

    [Fact]
    public void HaveDigest_says_that_the_name_is_not_there() =>
        AssertionText.Of(() => Contents.Should().HaveDigest(new PushedImage("registry:5000", "example/echo", "2", "sha256:ccc"), "it was pushed")).Should().StartWith(
            "Expected Contents \"registry-1\" to have \"example/echo:2\" with digest \"sha256:ccc\" because it was pushed, but found example/echo with 1, latest.");
}
