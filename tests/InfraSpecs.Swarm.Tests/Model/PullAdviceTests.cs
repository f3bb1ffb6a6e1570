namespace InfraSpecs.Swarm.Tests.Model;

public sealed class PullAdviceTests
{
    [Theory]
    [InlineData("tls: failed to verify certificate: x509: certificate signed by unknown authority", "/etc/docker/certs.d/shop:5000/ca.crt")]
    [InlineData("http: server gave HTTP response to HTTPS client", "--insecure-registry=shop:5000")]
    [InlineData("no basic auth credentials", "an account")]
    [InlineData("unauthorized: authentication required", "an account")]
    [InlineData("manifest unknown: manifest unknown", "push the image")]
    [InlineData("unknown blob", "push the image again")]
    [InlineData("write /var/lib/docker/tmp/x: no space left on device", "disk")]
    [InlineData("dial tcp: lookup shop: no such host", "the name of the registry, shop:5000")]
    [InlineData("dial tcp 10.0.0.1:5000: connect: connection refused", "runs")]
    [InlineData("something else", "check the image's name")]
    public void It_fits_what_the_engine_said(string said, string advice) => PullAdvice.For(said, "shop:5000/web:1").Should().Contain(advice);

    [Fact]
    public void An_image_without_a_registry_is_of_the_default_one() => PullAdvice.For("connection refused", "example/web").Should().Contain("Docker Hub");
}
