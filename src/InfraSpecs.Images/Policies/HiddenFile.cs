namespace InfraSpecs.Images.Policies;

/// <summary>A file that is in an image and that no container of it sees.</summary>
internal sealed record HiddenFile
{
    /// <summary>Its path.</summary>
    public required string Path { get; init; }

    /// <summary>Its bytes.</summary>
    public required long Size { get; init; }

    /// <summary>The layer that has it.</summary>
    public required ImageLayer WrittenBy { get; init; }

    /// <summary>The layer that has it anew; null where one deleted it.</summary>
    public ImageLayer? HiddenBy { get; init; }

    /// <summary>Whether that layer has it with the same content: only mode, owner or time changed.</summary>
    public bool IsSameContent { get; init; }

    internal static HiddenFile Describe(ImageFile file, ImageFile? next) => new()
    {
        Path = file.Path, Size = file.Size, WrittenBy = file.Layer, HiddenBy = next?.Layer, IsSameContent = next?.Digest is { } digest && digest == file.Digest,
    };
}
