using FluentAssertions;
using FluentAssertions.Execution;
using FluentAssertions.Primitives;
using InfraSpecs.Assertions.Internal;
using InfraSpecs.Registry;

namespace InfraSpecs.Assertions;

/// <summary>Claims about what a registry had under a name.</summary>
/// <param name="subject">The manifest; null where there is none, which fails each claim but <c>BeNull</c>.</param>
public sealed class ImageManifestAssertions(ImageManifest? subject) : ReferenceTypeAssertions<ImageManifest?, ImageManifestAssertions>(subject)
{
    // Builders add it for a step that changes no file: an empty tar, compressed.
    private const int EmptyLayerSize = 32;

    /// <inheritdoc/>
    protected override string Identifier => "manifest";

    /// <summary>The manifest is the one that was pushed.</summary>
    /// <param name="pushed">What a push or copy returned, of this registry or another.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageManifestAssertions> HaveDigest(PushedImage pushed, string because = "", params object[] becauseArgs) =>
        HaveDigest(pushed.Digest, because, becauseArgs);

    /// <summary>The manifest's digest. Whether the layers are in the registry is not looked at; see <see cref="ImageCheckAssertions.BeWhole"/>.</summary>
    /// <param name="digest">As "sha256:…".</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageManifestAssertions> HaveDigest(string digest, string because = "", params object[] becauseArgs)
    {
        if (Found($"to have digest {digest}", because, becauseArgs) is { } manifest)
        {
            Check.That(
                manifest.Digest == digest, (because, becauseArgs), Evidence(manifest),
                "Expected {context:manifest} {0} of {1} to have digest {2}{reason}, but found {3}.", manifest.Name, manifest.Registry, digest, manifest.Digest);
        }

        return new(this);
    }

    /// <summary>There is an image for this platform: it is the image's, or one of those that an index names. Whether the manifests that an index names, and the layers, are in the registry
    /// is not looked at; see <see cref="ImageCheckAssertions.BeWhole"/>.</summary>
    /// <param name="platform">As "linux/amd64" or "linux/arm/v7".</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageManifestAssertions> HavePlatform(string platform, string because = "", params object[] becauseArgs)
    {
        if (Found($"to have platform {platform}", because, becauseArgs) is { } manifest)
        {
            Check.That(
                manifest.Platforms.Contains(platform), (because, becauseArgs), Evidence(manifest),
                "Expected {context:manifest} {0} of {1} to have platform {2}{reason}, but found {3}.", manifest.Name, manifest.Registry, platform,
                new UnquotedText(manifest.Platforms.Count == 0 ? "none" : string.Join(", ", manifest.Platforms)));
        }

        return new(this);
    }

    /// <summary>Both images have at least one layer in common, which a registry stores once. The empty layer that builders add does not count.</summary>
    /// <param name="other">The other image, of this registry or another.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageManifestAssertions> ShareLayersWith(ImageManifest other, string because = "", params object[] becauseArgs)
    {
        if (Found($"to share layers with {other.Name}", because, becauseArgs) is { } manifest)
        {
            var (mine, theirs) = (Layers(manifest), Layers(other));
            Check.That(
                mine.Intersect(theirs).Any(), (because, becauseArgs),
                ("manifests", () => $"{manifest}\n{other}"),
                "Expected {context:manifest} {0} of {1} to share layers with {2}{reason}, but {3}.", manifest.Name, manifest.Registry, other.Name,
                new UnquotedText(manifest.IsIndex || other.IsIndex
                    ? $"{(manifest.IsIndex ? manifest : other).Name} is an index, which has no layers; look at one of its images, by digest"
                    : $"none of its {mine.Count} is among the other's {theirs.Count}"));
        }

        return new(this);
    }

    private static (string, Func<string>) Evidence(ImageManifest manifest) => ("manifest", manifest.ToString);

    private static HashSet<string> Layers(ImageManifest manifest) =>
        [.. manifest.Layers.Where(layer => layer.Size > EmptyLayerSize).Select(layer => layer.Digest)];

    [CustomAssertion]
    private ImageManifest? Found(string claim, string because, object[] becauseArgs)
    {
        Execute.Assertion.BecauseOf(because, becauseArgs).ForCondition(Subject is not null)
            .FailWith("Expected {context:manifest} {0}{reason}, but the registry has nothing of that name.", new UnquotedText(claim));
        return Subject;
    }
}
