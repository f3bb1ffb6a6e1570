namespace InfraSpecs.Registry.Tests.Naming;

public sealed class OwnNameTests
{
    [Theory]
    [InlineData("echo", "example/echo:latest")]
    [InlineData("example/echo:latest", "example/echo:latest")]
    [InlineData("example/echo", "example/echo:latest")]
    [InlineData("redis:alpine", "library/redis:alpine")]
    [InlineData("redis", "library/redis:latest")]
    [InlineData("registry.example:5000/redis:7", "redis:7")]
    [InlineData("registry.example/team/app", "team/app:latest")]
    [InlineData("team/app:1@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "team/app:1")]
    public void An_image_is_pushed_as_its_users_know_it(string image, string name) => RegistryNames.OwnName(["echo"], image).ToString().Should().Be(name);

    [Fact]
    public void A_digest_alone_is_kept_so_that_the_push_can_refuse_it() =>
        RegistryNames.OwnName([], "a/b@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef").Tag.Should().BeNull();
}
