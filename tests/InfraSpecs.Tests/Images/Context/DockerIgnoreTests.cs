using InfraSpecs.Images;

namespace InfraSpecs.Tests.Images.Context;

public sealed class DockerIgnoreTests
{
    // Each row was read from moby/patternmatcher's rules.
    [Theory]
    [InlineData("a", "a", true)]
    [InlineData("a", "a/b/c", true)]
    [InlineData("a", "b/a", false)]
    [InlineData("/a/", "a/b", true)]
    [InlineData("./a/../b", "b", true)]
    [InlineData("  a  ", "a", true)]
    [InlineData("*.log", "x.log", true)]
    [InlineData("*.log", "d/x.log", false)]
    [InlineData("*/*.log", "d/x.log", true)]
    [InlineData("**/*.log", "x.log", true)]
    [InlineData("**/*.log", "d/e/x.log", true)]
    [InlineData("**/x", "x", true)]
    [InlineData("**/x", "yx", false)]
    [InlineData("**x", "d/yx", true)]
    [InlineData("d/**", "d/e/f", true)]
    [InlineData("d/**", "d", false)]
    [InlineData("d/**/f", "d/f", true)]
    [InlineData("d/**/f", "d/e/g/f", true)]
    [InlineData("**", "any/thing", true)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "a/c", false)]
    [InlineData("[a-c]x", "bx", true)]
    [InlineData("[^a-c]x", "bx", false)]
    [InlineData("\\*", "*", true)]
    [InlineData("\\*", "a", false)]
    [InlineData("a.b+c(d)|{e}$", "a.b+c(d)|{e}$", true)]
    [InlineData("a.b", "axb", false)]
    [InlineData("# a\na", "a", true)]
    [InlineData("# a", "# a", false)]
    [InlineData(" # a", "# a", true)]
    [InlineData("*\n!a", "a", false)]
    [InlineData("*\n!a", "a/b", false)]
    [InlineData("!a\n*", "a", true)]
    [InlineData("d\n!d/a", "d/a", false)]
    [InlineData("d\n!d/a\nd/a/x", "d/a/x", true)]
    [InlineData("*.md\n!README*.md\nREADME-secret.md", "README-secret.md", true)]
    [InlineData("*.md\n!README*.md\nREADME-secret.md", "README-x.md", false)]
    [InlineData("! a\na", "a", true)]
    [InlineData("a\r\nb", "a", true)]
    [InlineData("\uFEFFa", "a", true)]
    [InlineData("grün ☃", "grün ☃", true)]
    public void A_path_is_left_out_as_docker_leaves_it_out(string text, string path, bool ignored) => Read(text).Ignores(path).Should().Be(ignored);

    [Theory]
    [InlineData("d\n!d/a", "d", true, true)]
    [InlineData("d\n!e", "d", false, false)]
    [InlineData("d\n!**/a", "d", true, false)]
    [InlineData("d\n!d/*", "d", true, true)]
    public void Exceptions_are_looked_for_where_the_builder_looks(string text, string folder, bool byBuildKit, bool byClassic)
    {
        Read(text).MayKeepIn(folder).Should().Be(byBuildKit);
        Read(text, byBuildKit: false).MayKeepIn(folder).Should().Be(byClassic);
    }

    [Theory]
    [InlineData("a\n[", "line 2, '[', is no pattern: *")]
    [InlineData("!", "line 1, '!', is no pattern: '!' names nothing")]
    [InlineData("a\\", "line 1, 'a\\', is no pattern: a backslash ends it")]
    public void A_line_that_is_no_pattern_is_named(string text, string message)
    {
        var read = () => Read(text);
        read.Should().Throw<ArgumentException>().WithMessage(message);
    }

    private static DockerIgnore Read(string text, bool byBuildKit = true)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, text);
            return DockerIgnore.Read(file, byBuildKit);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
