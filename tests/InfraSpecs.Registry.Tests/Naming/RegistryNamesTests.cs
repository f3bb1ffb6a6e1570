namespace InfraSpecs.Registry.Tests.Naming;

public sealed class RegistryNamesTests
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("echo", null, "echo", null, null)]
    [InlineData("example/echo:latest", null, "example/echo", "latest", null)]
    [InlineData("registry:5000/example/echo", "registry:5000", "example/echo", null, null)]
    [InlineData("registry:5000/example/echo:1.0_x-Y@" + Digest, "registry:5000", "example/echo", "1.0_x-Y", Digest)]
    [InlineData("127.0.0.1:32768/a/b/c/d@" + Digest, "127.0.0.1:32768", "a/b/c/d", null, Digest)]
    [InlineData("localhost/echo:1", "localhost", "echo", "1", null)]
    [InlineData("[::1]:5000/echo", "[::1]:5000", "echo", null, null)]
    [InlineData("images.example/echo", "images.example", "echo", null, null)]
    [InlineData("Host/echo", "Host", "echo", null, null)]
    [InlineData("a__b/c.d/e-f--g", null, "a__b/c.d/e-f--g", null, null)]
    public void A_reference_is_taken_apart_and_put_together_again(string text, string? registry, string repository, string? tag, string? digest)
    {
        var name = RegistryNames.Parse(text);
        name.Should().Be(new ImageName(registry, repository, tag, digest));
        name.ToString().Should().Be(text);
    }

    [Theory]
    [InlineData("", "no repository")]
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
    [InlineData("http://registry:5000/echo", "its registry must be")]
    public void Nonsense_is_named(string text, string why)
    {
        var parse = () => RegistryNames.Parse(text);
        var error = parse.Should().Throw<RegistryException>().Where(e => e.Reason == RegistryReason.NameInvalid).Which;
        error.Why.Should().Contain(why);
        error.Subject.Should().Be(text);
        error.Message.Should().StartWith($"'{text}' is no image name that can be used here: ");
    }

    [Fact]
    public void A_repository_and_a_tag_have_their_length()
    {
        RegistryNames.Parse(new string('a', 255) + ":" + new string('t', 128)).Tag.Should().HaveLength(128);
        FluentActions.Invoking(() => RegistryNames.Parse(new string('a', 256))).Should().Throw<RegistryException>().Where(e => e.Reason == RegistryReason.NameInvalid).WithMessage("*255*");
        FluentActions.Invoking(() => RegistryNames.Parse("a:" + new string('t', 129))).Should().Throw<RegistryException>().Where(e => e.Reason == RegistryReason.NameInvalid).WithMessage("*128*");
    }
}
