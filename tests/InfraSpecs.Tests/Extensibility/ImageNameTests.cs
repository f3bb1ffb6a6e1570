namespace InfraSpecs.Tests.Extensibility;

public sealed class ImageNameTests
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("echo", null, "echo", null, null)]
    [InlineData("example/echo:latest", null, "example/echo", "latest", null)]
    [InlineData("registry:5000/example/echo", "registry:5000", "example/echo", null, null)]
    [InlineData("registry:5000/example/echo:1.0_x-Y@" + Digest, "registry:5000", "example/echo", "1.0_x-Y", Digest)]
    [InlineData("127.0.0.1:32768/a/b/c/d@" + Digest, "127.0.0.1:32768", "a/b/c/d", null, Digest)]
    [InlineData("localhost/echo:1", "localhost", "echo", "1", null)]
    [InlineData("localhost:5000/echo", "localhost:5000", "echo", null, null)]
    [InlineData("[::1]:5000/echo", "[::1]:5000", "echo", null, null)]
    [InlineData("images.example/echo", "images.example", "echo", null, null)]
    [InlineData("Host/echo", "Host", "echo", null, null)]
    [InlineData("echo:5000", null, "echo", "5000", null)]
    [InlineData("a__b/c.d/e-f--g", null, "a__b/c.d/e-f--g", null, null)]
    public void A_reference_is_taken_apart_and_put_together_again(string text, string? registry, string repository, string? tag, string? digest)
    {
        var name = ImageName.Parse(text);
        name.Should().Be(new ImageName(registry, repository, tag, digest)).And.Be(ImageName.Split(text));
        name.ToString().Should().Be(text);
    }

    [Theory]
    [InlineData("", "it has no repository")]
    [InlineData("localhost/", "it has no repository")]
    [InlineData("Echo:latest", "lower-case")]
    [InlineData("registry:5000/Echo", "lower-case")]
    [InlineData("echo:latest@", "its digest")]
    [InlineData("echo@" + Digest + ":latest", "its digest")]
    [InlineData("<none>:<none>", "its tag")]
    [InlineData("http://registry:5000/echo", "its registry must be")]
    [InlineData("registry:5000/", "no repository")]
    [InlineData(":latest", "no repository")]
    [InlineData("example/Echo", "lower-case")]
    [InlineData("example//echo", "lower-case")]
    [InlineData("/echo", "lower-case")]
    [InlineData("echo/", "lower-case")]
    [InlineData("a___b", "lower-case")]
    [InlineData("a..b/c", "its registry must be")]
    [InlineData("no such/name", "lower-case")]
    [InlineData("echo\n", "lower-case")]
    [InlineData("echo:", "its tag")]
    [InlineData("echo:-1", "its tag")]
    [InlineData("echo:a b", "its tag")]
    [InlineData("echo:latest\n", "its tag")]
    [InlineData("echo@sha256:abc", "its digest")]
    [InlineData("echo@", "its digest")]
    [InlineData("echo@md5:0123456789abcdef0123456789abcdef", "its digest")]
    [InlineData("registry:port/echo", "its registry must be")]
    public void What_is_none_says_why(string text, string why)
    {
        ImageName.TryParse(text, out var name, out var said).Should().BeFalse();
        (name, said!.Contains(why)).Should().Be((null, true), said);
        FluentActions.Invoking(() => ImageName.Parse(text)).Should().Throw<FormatException>().WithMessage($"'{text}' is no image name: {said}.");
    }

    [Theory]
    [InlineData("echo", "echo", null, null, "echo", "echo:latest")]
    [InlineData("registry:5000/example/echo", "registry:5000/example/echo", null, null, "registry:5000/example/echo", "registry:5000/example/echo:latest")]
    [InlineData("registry:5000/echo:2", "registry:5000/echo", "2", null, "registry:5000/echo:2", "registry:5000/echo:2")]
    [InlineData("echo:2@sha256:abc", "echo", "2", "sha256:abc", "echo:2", "echo:2@sha256:abc")]
    [InlineData("r:5000/echo@sha256:abc", "r:5000/echo", null, "sha256:abc", "r:5000/echo", "r:5000/echo@sha256:abc")]
    [InlineData("<none>:<none>", "<none>", "<none>", null, "<none>:<none>", "<none>:<none>")]
    [InlineData("sha256:abc", "sha256", "abc", null, "sha256:abc", "sha256:abc")]
    [InlineData("", "", null, null, "", ":latest")]
    public void What_an_engine_says_is_cut_unchecked(string text, string repository, string? tag, string? digest, string withoutDigest, string orLatest)
    {
        var name = ImageName.Split(text);
        (name.FullRepository, name.Tag, name.Digest, $"{name.WithoutDigest()}", $"{name.OrLatest()}").Should().Be((repository, tag, digest, withoutDigest, orLatest));
    }

    [Fact]
    public void A_repository_and_a_tag_have_their_length()
    {
        ImageName.Parse(new string('a', 255) + ":" + new string('t', 128)).Tag.Should().HaveLength(128);
        FluentActions.Invoking(() => ImageName.Parse(new string('a', 256))).Should().Throw<FormatException>().WithMessage("*255*");
        FluentActions.Invoking(() => ImageName.Parse("a:" + new string('t', 129))).Should().Throw<FormatException>().WithMessage("*128*");
    }
}
