namespace InfraSpecs.Images.Packages;

/// <summary>A package database of an image.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Packages">What it lists.</param>
/// <param name="Trouble">Why it was not read, in half a sentence; null where it was.</param>
internal sealed record PackageDatabase(string Path, IReadOnlyList<ImagePackage> Packages, string? Trouble = null)
{
    /// <summary>Those whose installation did not end, and how far it came.</summary>
    public IReadOnlyDictionary<string, string> Unfinished { get; init; } = new Dictionary<string, string>();

    /// <summary>Reads a database of one file.</summary>
    public static PackageDatabase Read(ImageFile file, Func<ReadOnlyMemory<byte>, IEnumerable<ImagePackage>> read) =>
        file.Content is { } content
            ? new PackageDatabase(file.Path, [.. read(content)])
            : Unread(file.Path, $"the content of its package database {file.Path} ({file.Size:N0} bytes) was not kept");

    public static PackageDatabase Unread(string path, string trouble) => new(path, [], trouble);
}
