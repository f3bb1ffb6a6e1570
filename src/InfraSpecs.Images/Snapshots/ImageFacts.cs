namespace InfraSpecs.Images.Snapshots;

/// <summary>What a snapshot holds: what its text is written from and read into, and what differences are found in. A part that is null is not held.</summary>
internal sealed record ImageFacts
{
    public IReadOnlyList<ConfigFact>? Config { get; init; }

    public IReadOnlyList<PackageFact>? Packages { get; init; }

    /// <summary>Why not all packages are known, in half a sentence; null where they are.</summary>
    public string? PackagesUnknown { get; init; }

    public IReadOnlyList<SpecialFact>? Special { get; init; }

    public IReadOnlyList<FileFact>? Files { get; init; }

    public IReadOnlyList<GroupFact>? Generated { get; init; }

    public SizeFact? Size { get; init; }

    /// <summary>Where the facts are from; null where they were read from a text, so that files of packages and groups have no names.</summary>
    public ImageUnderTest? Image { get; init; }

    public string? Setting(string key) => Config?.FirstOrDefault(it => it.Key == key)?.Value;

    public IReadOnlyList<string> Settings(string key) => [.. (Config ?? []).Where(it => it.Key == key).Select(it => it.Value)];
}

/// <summary>One line of the configuration.</summary>
internal sealed record ConfigFact(string Key, string Value);

/// <summary>A package, with one digest over all of its files.</summary>
/// <param name="Kind">Of the database.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Architecture">Its architecture; "-" where the database does not say.</param>
/// <param name="Count">How many of its files and links are in the image.</param>
/// <param name="Digest">Over path, kind, mode, owner, link, attributes and content of each.</param>
/// <param name="Files">Its files; null where the facts are from a text.</param>
internal sealed record PackageFact(PackageKind Kind, string Name, string Version, string Architecture, int Count, string Digest, IReadOnlyList<FileFact>? Files = null)
{
    public (PackageKind, string, string) Key => (Kind, Name, Architecture);

    public bool IsSame(PackageFact other) => Version == other.Version && Digest == other.Digest;
}

/// <summary>Why a file has more rights, or gives more, than others.</summary>
internal sealed record SpecialFact(string Path, UnixFileMode Mode, string Owner, string Traits);

/// <summary>Files that a tool made.</summary>
/// <param name="Name">Of the group.</param>
/// <param name="Count">How many.</param>
/// <param name="Digest">Over all of them.</param>
/// <param name="Files">The files; null where the facts are from a text.</param>
internal sealed record GroupFact(string Name, int Count, string Digest, IReadOnlyList<FileFact>? Files = null);

/// <summary>In bytes.</summary>
/// <param name="Visible">Of what is held and containers see.</param>
/// <param name="Hidden">Of what is overwritten or deleted.</param>
/// <param name="Whole">Of all that is not ignored, with logs and caches; 0 where the facts are from a text.</param>
internal sealed record SizeFact(long Visible, long Hidden, long Whole = 0);
