namespace InfraSpecs.Images;

/// <summary>What package managers and services left in an image for themselves.</summary>
/// <param name="Image">The image's name.</param>
/// <param name="All">Those that are there, the largest first.</param>
public sealed record PackageCaches(string Image, IReadOnlyList<PackageCache> All)
{
    // Those that begin at the root are places; the others are below somebody's home.
    private static readonly (string Name, string Advice, string[] Places)[] Known =
    [
        ("apt's lists", "rm -rf /var/lib/apt/lists/* in the same RUN", ["/var/lib/apt/lists/"]),
        ("apt's archives", "apt-get clean in the same RUN", ["/var/cache/apt/"]),
        ("apk's cache", "apk add --no-cache", ["/var/cache/apk/", "/etc/apk/cache/"]),
        ("dnf's cache", "dnf clean all in the same RUN", ["/var/cache/dnf/", "/var/cache/libdnf5/", "/var/cache/yum/"]),
        ("zypper's cache", "zypper clean --all in the same RUN", ["/var/cache/zypp/"]),
        ("pacman's cache", "pacman -Scc in the same RUN", ["/var/cache/pacman/pkg/"]),
        ("pip's cache", "pip install --no-cache-dir", ["~/.cache/pip/", "~/.cache/uv/"]),
        ("npm's cache", "npm cache clean --force in the same RUN", ["~/.npm/", "~/.cache/yarn/", "/usr/local/share/.cache/yarn/"]),
        ("Go's build cache", "RUN --mount=type=cache,target=/root/.cache/go-build", ["~/.cache/go-build/"]),
        ("Composer's cache", "composer clear-cache in the same RUN", ["~/.composer/cache/", "~/.cache/composer/"]),
        ("logs", "delete them in the same RUN", ["/var/log/"]),
    ];

    /// <summary>The bytes of all of them.</summary>
    public long Bytes => All.Sum(cache => cache.Bytes);

    /// <inheritdoc/>
    public override string ToString() => $"{Image} has {Bytes:N0} bytes of caches and logs{string.Concat(All.Select(cache => "\n" + cache))}";

    internal static PackageCaches Find(ImageUnderTest image)
    {
        var files = image.Files.All.Where(file => file.Kind is ImageFileKind.File && file.Size > 0).ToList();
        return new PackageCaches(image.Name, [.. Known.Select(it => Measure(it.Name, it.Advice, it.Places, files)).Where(it => it.Files > 0).OrderByDescending(it => it.Bytes)]);
    }

    private static PackageCache Measure(string name, string advice, string[] places, IReadOnlyList<ImageFile> files)
    {
        var found = files.Where(file => places.Any(place => IsIn(file.Path, place))).ToList();
        return new PackageCache
        {
            Name = name,
            Bytes = found.Sum(file => file.Size),
            Files = found.Count,
            Largest = found.MaxBy(file => file.Size)?.Path ?? "",
            Advice = advice,
        };
    }

    private static bool IsIn(string path, string place) =>
        place[0] == '~'
            ? (path.StartsWith("/root/", StringComparison.Ordinal) || path.StartsWith("/home/", StringComparison.Ordinal)) && path.Contains(place[1..], StringComparison.Ordinal)
            : path.StartsWith(place, StringComparison.Ordinal);
}

/// <summary>What one package manager left.</summary>
public sealed record PackageCache
{
    /// <summary>As "apt's lists".</summary>
    public required string Name { get; init; }

    /// <summary>Of its files.</summary>
    public required long Bytes { get; init; }

    /// <summary>How many files.</summary>
    public required int Files { get; init; }

    /// <summary>The largest file's path.</summary>
    public required string Largest { get; init; }

    /// <summary>How a build leaves none.</summary>
    public required string Advice { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Bytes:N0} bytes in {FailureText.Count(Files, "file")}, the largest {Largest}; what to do: {Advice}";
}
