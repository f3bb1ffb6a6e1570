using System.Runtime.CompilerServices;

namespace InfraSpecs.Images.Structure.Checks;

/// <summary>What is in the files that the tests of a file ask about. Contents that were not kept, as those of programs, are read again in one pass for all tests.</summary>
/// <param name="paths">All paths that are asked about.</param>
internal sealed class FileContents(IReadOnlyList<string> paths)
{
    private const long Largest = 512L << 20;
    private const long MostAtOnce = 256L << 20;
    private readonly ConditionalWeakTable<ImageUnderTest, Lazy<Task<IReadOnlyDictionary<string, byte[]>>>> _again = [];

    /// <param name="image">The image.</param>
    /// <param name="seen">What is at the path.</param>
    /// <param name="token">Cancels the operation.</param>
    /// <returns>Null if it is more than 512 MiB.</returns>
    public async Task<ReadOnlyMemory<byte>?> ReadAsync(ImageUnderTest image, EngineView seen, CancellationToken token)
    {
        if (seen.File is not { } file) return ReadOnlyMemory<byte>.Empty;
        if (file.Content is { } kept) return kept;
        if (file.Size > Largest) return null;
        var again = await _again.GetValue(image, it => new Lazy<Task<IReadOnlyDictionary<string, byte[]>>>(() => Task.Run(() => ReadAgainAsync(it)))).Value.WaitAsync(token);
        return again.TryGetValue(file.Path, out var content) ? content : await image.ReadFileAsync(file.Path, token);
    }

    // Nobody's token: the other tests want them too.
    private async Task<IReadOnlyDictionary<string, byte[]>> ReadAgainAsync(ImageUnderTest image)
    {
        var files = new Dictionary<string, ImageFile>();
        var left = MostAtOnce;
        foreach (var file in paths.Select(path => ContentPath.Find(image, path, out _)?.File).OfType<ImageFile>().Where(file => file.Content is null && file.Size <= MostAtOnce))
        {
            if (left >= file.Size && files.TryAdd(file.Path, file)) left -= file.Size;
        }

        var read = await image.ReadAgainAsync(files.Values, CancellationToken.None);
        return read.ToDictionary(it => it.Key.Path, it => it.Value);
    }
}
