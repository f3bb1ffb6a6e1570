namespace InfraSpecs.Swarm.Tests.Model;

public sealed class ImagePartsTests
{
    [Theory]
    [InlineData("echo", "echo", null, null, "echo", "echo:latest")]
    [InlineData("registry:5000/example/echo", "registry:5000/example/echo", null, null, "registry:5000/example/echo", "registry:5000/example/echo:latest")]
    [InlineData("registry:5000/echo:2", "registry:5000/echo", "2", null, "registry:5000/echo:2", "registry:5000/echo:2")]
    [InlineData("echo:2@sha256:abc", "echo", "2", "sha256:abc", "echo:2", "echo:2@sha256:abc")]
    [InlineData("r:5000/echo@sha256:abc", "r:5000/echo", null, "sha256:abc", "r:5000/echo", "r:5000/echo@sha256:abc")]
    [InlineData("", "", null, null, "", ":latest")]
    public void A_reference_is_cut_into_its_parts(string reference, string repository, string? tag, string? digest, string name, string text)
    {
        var parts = ImageParts.Parse(reference);
        (parts.Repository, parts.Tag, parts.Digest, parts.Name, $"{parts}").Should().Be((repository, tag, digest, name, text));
    }
}
