using System.Runtime.CompilerServices;

namespace InfraSpecs.Images.Sources;

/// <summary>The files of an OCI layout in a folder (https://github.com/opencontainers/image-spec/blob/main/image-layout.md).</summary>
/// <param name="folder">Its path.</param>
internal sealed class FolderFiles(string folder) : SavedFiles
{
    private static readonly string[] Heads = [SavedCatalog.Index, SavedCatalog.Manifest];

    public override string Source => $"OCI layout {Path.GetFileName(Path.TrimEndingDirectorySeparator(folder))}";

    public override bool IsNear => true;

    public override async IAsyncEnumerable<SavedFile> ReadAsync([EnumeratorCancellation] CancellationToken token)
    {
        foreach (var path in Try(Find))
        {
            token.ThrowIfCancellationRequested();
            await using var content = Try(() => Open(path));
            yield return new SavedFile(Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'), content);
        }
    }

    private List<string> Find()
    {
        var blobs = Path.Combine(folder, "blobs");
        var paths = Heads.Select(name => Path.Combine(folder, name)).Where(File.Exists)
            .Concat(Directory.Exists(blobs) ? Directory.EnumerateDirectories(blobs).SelectMany(Directory.EnumerateFiles) : []);
        return [.. paths.Order(StringComparer.Ordinal)];
    }

    // A pipe has no length, and whoever opens it may wait for ever.
    private static Stream Open(string path) => new FileInfo(path).Length == 0 ? Stream.Null : File.OpenRead(path);

    private static T Try<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ImageTestException.Unreadable(ImageTestReason.Damaged, "", $"a file of the layout cannot be read: {e.Message}",
                "look at the file's links and permissions, or make the layout anew.", inner: e);
        }
    }
}
