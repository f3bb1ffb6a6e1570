using InfraSpecs.Images.Config;

namespace InfraSpecs.Images.Sources;

/// <summary>One image for one platform among those that were saved.</summary>
/// <param name="Group">What it shares with the same image for other platforms.</param>
/// <param name="Names">What it is called there; a layout may say the tag alone.</param>
/// <param name="Platform">"" where nobody says.</param>
/// <param name="Digest">Of its manifest; null where it has none of the OCI's.</param>
/// <param name="Config">The path of its configuration.</param>
/// <param name="Layers">The paths of its layers, the lowest first.</param>
internal sealed record SavedManifest(string Group, IReadOnlyList<string> Names, string Platform, string? Digest, string Config, IReadOnlyList<string> Layers)
{
    /// <summary>Whether somebody who asks for a reference, a digest or an ID may mean it.</summary>
    public bool Is(string reference, SavedBlobs blobs) =>
        Digest == reference || (BlobDigest.IsOne(reference) && BlobDigest.Compute(blobs.Text(Config)) == reference) || Names.Any(name => Means(name, reference));

    /// <summary>One line of a list to choose from.</summary>
    public override string ToString() => Names.Count > 0 ? string.Join(", ", Names) : Digest ?? Config;

    private static bool Means(string written, string asked) =>
        Tagged(written) == Tagged(asked) || (Tagged(asked).Registry is null && Local(written) == Tagged(asked))
        || (!written.Contains(':') && !written.Contains('/') && asked.EndsWith(":" + written, StringComparison.Ordinal));

    /// <summary>The name with the tag that engines add where none is written.</summary>
    private static ImageName Tagged(string name) => ImageName.Split(name).OrLatest();

    /// <summary>Without its registry, and without what engines add to names of one part (https://github.com/distribution/reference).</summary>
    private static ImageName Local(string name)
    {
        const string Added = "library/";
        var local = Tagged(name) with { Registry = null };
        return local.Repository.StartsWith(Added, StringComparison.Ordinal) ? local with { Repository = local.Repository[Added.Length..] } : local;
    }
}
