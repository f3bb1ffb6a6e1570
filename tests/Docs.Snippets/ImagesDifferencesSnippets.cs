using InfraSpecs;
using InfraSpecs.Images;

namespace Docs.Snippets;

/// <summary>The snippets of docs/image-tests.md on approved texts and differences.</summary>
internal static class ImagesDifferencesSnippets
{
    public static void Approve(ImageUnderTest image, ImageUnderTest debian) =>
        image.Should().MatchSnapshot(new ImageSnapshotOptions { Base = debian, Parts = ImageSnapshotParts.Own, Ignore = ["/var/lib/app/**"] });

    public static async Task CompareAsync(ImageUnderTest image, CancellationToken token)
    {
        var released = await ImageUnderTest.FromRegistryAsync("registry.example/app:1.4", token);
        image.Should().BeCompatibleWith(released, new ImageCompatibilityOptions { GrowthBytes = 20_000_000, GrowthPercent = 10, Meant = ["user root -> 1001*"] });
    }

    public static void Rebuild(ImageUnderTest first, ImageUnderTest second) => first.Should().BeReproducible(second);
}
