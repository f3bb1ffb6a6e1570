using InfraSpecs.Images.Config;

namespace InfraSpecs.Images.Sources;

/// <summary>An image that was saved: in an archive, in a folder, or by an engine that sends it now.</summary>
internal static class SavedImage
{
    /// <exception cref="ImageTestException">There is no such file, or it is no image, or a damaged one.</exception>
    public static async Task<ImageParts> ReadAsync(string path, ImageReadOptions options, CancellationToken token)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        options.Validate();
        await using var archive = Directory.Exists(path) ? null : Open(path);
        SavedFiles files = archive is null
            ? new FolderFiles(path)
            : new ArchiveFiles($"archive {Path.GetFileName(path)}", archive.CanSeek ? _ => Task.FromResult<Stream>(Open(path)) : Once(archive), archive.CanSeek);
        return await ReadAsync(files, options.Reference ?? path, options, ImagePlatform.Own, token);
    }

    /// <param name="files">What was saved.</param>
    /// <param name="name">How errors call it.</param>
    /// <param name="options">Which image.</param>
    /// <param name="platform">Which of several, where the options do not say.</param>
    /// <param name="token">Cancels the operation.</param>
    public static async Task<ImageParts> ReadAsync(SavedFiles files, string name, ImageReadOptions options, string platform, CancellationToken token)
    {
        try
        {
            var blobs = await SavedBlobs.ReadAsync(files, _ => !files.IsNear, token);
            var manifest = ImageChoice.Choose(SavedCatalog.Read(blobs), blobs, options, platform);
            var text = blobs.Text(manifest.Config);
            var diffIds = ImageTestException.Locate(() => DiffIds(text, manifest), manifest.Config);
            if (files.IsNear && ImageParts.Known(diffIds) is null) blobs = await SavedBlobs.ReadAsync(files, manifest.Layers.ToHashSet().Contains, token);
            var layers = diffIds.Select((diffId, number) => ImageTestException.Locate(() => blobs.Layer(diffId, manifest.Layers[number]), manifest.Layers[number], number));
            return new ImageParts(files.Source, text, manifest.Digest, [.. layers], manifest.Layers, new SavedLayers(files, manifest.Layers));
        }
        catch (ImageTestException e)
        {
            throw e.At(name);
        }
    }

    private static IReadOnlyList<string> DiffIds(byte[] text, SavedManifest manifest) => ConfigReader.Read(text).DiffIds is var found && found.Count == manifest.Layers.Count
        ? found
        : throw ImageTestException.Damaged($"its configuration tells of {found.Count} layers, and its manifest of {manifest.Layers.Count}");

    /// <summary>A pipe, as <c>/dev/stdin</c>, gives what is in it to the first who reads, and nobody after.</summary>
    private static Func<CancellationToken, Task<Stream>> Once(Stream pipe)
    {
        var isRead = false;
        return _ =>
        {
            if (isRead)
            {
                throw ImageTestException.Unreadable(ImageTestReason.Unsupported, "", "it came through a pipe, and is needed again for what was not kept of it", "write it to a file, and name that.");
            }
            isRead = true;
            return Task.FromResult(pipe);
        };
    }

    private static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ImageTestException.Unreadable(
                ImageTestReason.NotFound, path, e is FileNotFoundException or DirectoryNotFoundException ? "there is no such file or folder" : e.Message,
                "correct the path; a relative one begins at the folder that the program was started in.", [$"Looked for at {Path.GetFullPath(path)}."], e);
        }
    }
}
