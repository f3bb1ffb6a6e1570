using System.Collections.Concurrent;
using System.Text.Json;
using InfraSpecs.Images.Config;
using InfraSpecs.Images.Layers;

namespace InfraSpecs.Images.Sources;

/// <summary>What an engine told of an image when it saved it.</summary>
/// <param name="Id">The digest of the configuration.</param>
/// <param name="Text">The configuration, as it was written.</param>
/// <param name="Paths">The paths of the layers in what it sent, the lowest first.</param>
internal sealed record ImageRecord(string Id, byte[] Text, IReadOnlyList<string> Paths);

/// <summary>
/// Images that engines saved before, in this run and in others, by the engine's name of the image and the platform: the name is a digest, of the configuration or of an index of several
/// platforms, so that what stands behind it does not change. They are kept beside the layers, and are cleaned up together with them.
/// </summary>
internal static class ImageRecords
{
    private static readonly ConcurrentDictionary<string, ImageRecord> Recent = new();

    /// <returns>Null for an image that is not known.</returns>
    public static ImageRecord? TryGet(string id, string platform)
    {
        try
        {
            if (Recent.TryGetValue(KeyOf(id, platform), out var recent)) return recent;
            var read = BlobDigest.IsOne(id) ? JsonSerializer.Deserialize<ImageRecord>(File.ReadAllBytes(PathOf(KeyOf(id, platform)))) : null;
            return read?.Text is not null && read.Paths is not null && BlobDigest.Compute(read.Text) == read.Id ? Recent.GetOrAdd(KeyOf(id, platform), read) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null; // then it is saved anew
        }
    }

    public static void Keep(string id, string platform, ImageRecord record)
    {
        Recent[KeyOf(id, platform)] = record;
        var part = Path.Combine(LayerCache.DefaultFolder, $".{Guid.NewGuid():N}.part");
        try
        {
            if (!BlobDigest.IsOne(id)) return;
            using (var file = new FileStream(part, Private())) JsonSerializer.Serialize(file, record);
            File.Move(part, PathOf(KeyOf(id, platform)), overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A place that cannot be written to keeps nothing for other runs. What is left of an attempt, the layers' cache removes in time.
        }
    }

    // Where there is no folder, the layers could not be kept either.
    private static string PathOf(string key) => Path.Combine(LayerCache.DefaultFolder, key);

    private static string KeyOf(string id, string platform) => $"image-{id.Replace(':', '-')}-{platform.Replace('/', '-')}";

    private static FileStreamOptions Private()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
