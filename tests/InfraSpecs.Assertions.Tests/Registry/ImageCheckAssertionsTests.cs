using InfraSpecs.Registry;

namespace InfraSpecs.Assertions.Tests.Registry;

public sealed class ImageCheckAssertionsTests
{
    private static readonly ImageCheck Image = new()
    {
        Registry = "registry-1", Name = "example/echo:latest", Digest = "sha256:mmm", Manifests = 1, Blobs = 2, Bytes = 1_500, Problems = [], NotJudged = [],
    };

    private static readonly ImageCheck Broken = Image with { Problems = ["blob sha256:a is missing", "b", "c", "d"] };

    [Fact]
    public void An_image_without_a_problem_is_whole() => Image.Should().BeWhole().And.BeWhole();

    [Fact]
    public void BeWhole_names_what_is_not() => AssertionText.Of(() => Broken.Should().BeWhole("it was pushed")).Should().Be(
        """
        Expected Broken "example/echo:latest" of "registry-1" to be whole because it was pushed, but blob sha256:a is missing; b; c; and 1 more.

        With check:
        example/echo:latest@sha256:mmm: 1 manifest(s), 2 blob(s) of 1,500 bytes were read
        - blob sha256:a is missing
        - b
        - c
        - d
        """);
}
