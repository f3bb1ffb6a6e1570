using InfraSpecs.Images.Config;

namespace InfraSpecs.Images.Sources;

/// <summary>
/// Which images are there: index.json of the OCI's layout names them by manifests, and by indexes of indexes; manifest.json of <c>docker save</c> by configurations.
/// Newer engines write both of the same images.
/// </summary>
internal sealed class SavedCatalog
{
    public const string Index = "index.json";
    public const string Manifest = "manifest.json";

    private const string Attested = "vnd.docker.reference.type";
    private static readonly string[] NameKeys = ["io.containerd.image.name", "org.opencontainers.image.ref.name"];

    private readonly SavedBlobs _blobs;
    private readonly List<SavedManifest> _images = [];
    private readonly HashSet<string> _entered = [];
    private readonly List<string> _absent = [];
    private string? _artifact;

    private SavedCatalog(SavedBlobs blobs) => _blobs = blobs;

    /// <summary>Those that are there.</summary>
    public IReadOnlyList<SavedManifest> Images => _images;

    /// <summary>The platforms that an index names, and that were not saved with it.</summary>
    public IReadOnlyList<string> Absent => _absent;

    /// <exception cref="ImageTestException">There is none.</exception>
    public static SavedCatalog Read(SavedBlobs blobs)
    {
        var catalog = new SavedCatalog(blobs);
        if (blobs.IsSeen(Index)) ImageTestException.Locate(() => JsonPart.Read(blobs.Text(Index), index => catalog.TakeIndex(index, null, [])), Index);
        if (blobs.IsSeen(Manifest)) ImageTestException.Locate(() => JsonPart.Read(blobs.Text(Manifest), catalog.TakeManifests), Manifest);
        return catalog._images.Count > 0 ? catalog : throw catalog.Nothing();
    }

    private bool TakeIndex(JsonPart index, string? group, IReadOnlyList<string> names)
    {
        foreach (var item in index.Items("manifests"))
        {
            var digest = item.Text("digest");
            if (!BlobDigest.IsOne(digest)) throw item.Not("a descriptor with a digest");
            IReadOnlyList<string> own = [.. names.Concat(NamesOf(item)).Distinct()];
            if (IsImage(item)) ImageTestException.Locate(() => Take(item, digest, group ?? digest, own), BlobDigest.PathOf(digest));
        }

        return true;
    }

    /// <summary>Builders put attestations beside the images, for the platform unknown/unknown.</summary>
    public static bool IsImage(JsonPart item) => item.Find("annotations")?.Find(Attested) is null && item.Find("platform")?.FindText("os") != "unknown";

    private bool Take(JsonPart item, string digest, string group, IReadOnlyList<string> names)
    {
        var path = BlobDigest.PathOf(digest);
        var platform = item.Find("platform") is { } said ? ConfigReader.Platform(said) : "";
        if (!_entered.Add(path + "\n" + string.Join('\n', names))) return false;
        if (_blobs.IsSeen(path))
        {
            return JsonPart.Read(_blobs.Text(path), manifest => manifest.Find("manifests") is null ? TakeManifest(manifest, digest, group, names, platform) : TakeIndex(manifest, group, names));
        }
        _absent.Add(platform.Length > 0 ? platform : digest);
        return false;
    }

    private bool TakeManifest(JsonPart manifest, string digest, string group, IReadOnlyList<string> names, string platform)
    {
        if (manifest.Find("config") is not { } config) throw manifest.Not("a manifest with a configuration");
        if (MediaTypes.IsArtifact(config.Text("mediaType"))) _artifact = config.Text("mediaType");
        else Add(new SavedManifest(group, names, platform, digest, PathOf(config), [.. manifest.Items("layers").Select(PathOf)]));
        return true;
    }

    private bool TakeManifests(JsonPart manifests)
    {
        foreach (var item in manifests.AsItems())
        {
            var config = _blobs.Resolve(SavedFiles.Clean(item.Text("Config")));
            Add(new SavedManifest(config, item.Texts("RepoTags"), "", null, config, [.. item.Texts("Layers").Select(layer => _blobs.Resolve(SavedFiles.Clean(layer)))]));
        }

        return true;
    }

    /// <summary>The same configuration is the same image, however often it is named.</summary>
    private void Add(SavedManifest image)
    {
        var known = _images.FindIndex(it => it.Config == image.Config);
        if (known < 0) _images.Add(image.Platform.Length > 0 ? image : image with { Platform = PlatformOf(image.Config) });
        else _images[known] = _images[known] with { Names = [.. _images[known].Names.Union(image.Names)] };
    }

    private string PlatformOf(string config) => _blobs.Has(config) ? JsonPart.Read(_blobs.Text(config), ConfigReader.Platform) : "";

    private static string PathOf(JsonPart blob) => BlobDigest.IsOne(blob.Text("digest")) ? BlobDigest.PathOf(blob.Text("digest")) : throw blob.Not("a descriptor with a digest");

    private static IEnumerable<string> NamesOf(JsonPart item) => item.Find("annotations") is { } annotations ? NameKeys.Select(annotations.FindText).OfType<string>().Take(1) : [];

    private ImageTestException Nothing() => ImageTestException.Unreadable(
        _artifact is null ? ImageTestReason.NotFound : ImageTestReason.Unsupported, "",
        this switch
        {
            { _artifact: { } type } => $"it is no image, but an artifact of the type {type}",
            { _absent.Count: > 0 } => $"its index names {string.Join(", ", _absent)}, and none of them is there",
            _ => $"it has neither an {Index} nor a {Manifest} that names an image",
        },
        "name an archive that docker save made whole, or an OCI layout.");
}
