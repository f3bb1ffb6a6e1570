using InfraSpecs.Images.Policies;

namespace InfraSpecs.Images.Snapshots;

/// <summary>The files of an image by whose they are: a package's, a tool's, or nobody's, which is a person's.</summary>
internal sealed class SortedFiles
{
    private const UnixFileMode Usual = (UnixFileMode)0b111_101_101;
    private readonly Dictionary<ImagePackage, List<FileFact>> _packages = [];
    private readonly SortedDictionary<string, List<FileFact>> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _attributes = new(StringComparer.Ordinal);
    private readonly List<ImageFile> _all = [];
    private readonly List<FileFact> _files = [];

    public SortedFiles(ImageUnderTest image, PathGlobs ignored)
    {
        foreach (var file in image.Files.All.Where(file => !ignored.Match(file.Path))) Add(file, image.Packages.FindOwner(file));
    }

    /// <summary>But for those of tools that are different in each build.</summary>
    public IReadOnlyList<ImageFile> All => _all;

    public IReadOnlyList<FileFact> Files => _files;

    public IReadOnlyList<GroupFact> Groups => [.. _groups.Select(it => new GroupFact(it.Key, it.Value.Count, FileFact.DigestOf(it.Value, Attributes), it.Value))];

    public PackageFact Package(ImagePackage package)
    {
        var files = _packages.GetValueOrDefault(package) ?? [];
        return new PackageFact(package.Kind, package.Name, package.Version, package.Architecture is { Length: > 0 } known ? known : "-", files.Count, FileFact.DigestOf(files, Attributes), files);
    }

    private void Add(ImageFile file, ImagePackage? owner)
    {
        var group = owner is null ? GeneratedGroup.Find(file.Path) : null;
        if (group is { IsHeld: false }) return;
        _all.Add(file);
        var fact = FileFact.Read(file);
        if (Written(file) is { Length: > 0 } attributes) _attributes[file.Path] = attributes;
        if (owner is not null && file.Kind is ImageFileKind.Directory)
        {
            // Many packages own one folder: none of them changes when it does.
            if (fact is not { Mode: Usual, Owner: "0:0" }) _files.Add(fact);
        }
        else if (owner is not null) ListOf(_packages, owner).Add(fact);
        else if (group is not null) ListOf(_groups, group.Name).Add(fact);
        else _files.Add(fact);
    }

    private string Attributes(FileFact file) => _attributes.GetValueOrDefault(file.Path, "");

    // Others, as those of SELinux, are the machine's that built it.
    private static string Written(ImageFile file) => string.Join(' ', file.Xattrs
        .Where(it => it.Key == "security.capability" || it.Key.StartsWith("user.", StringComparison.Ordinal))
        .OrderBy(it => it.Key, StringComparer.Ordinal).Select(it => $"{it.Key}={Convert.ToHexStringLower(it.Value.Span)}"));

    private static List<FileFact> ListOf<T>(IDictionary<T, List<FileFact>> lists, T key)
        where T : notnull => lists.TryGetValue(key, out var list) ? list : lists[key] = [];
}
