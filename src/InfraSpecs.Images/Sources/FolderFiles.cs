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
        var blobs = Path.Combine(folder, "blobs");
        var paths = Heads.Select(name => Path.Combine(folder, name)).Where(File.Exists)
            .Concat(Directory.Exists(blobs) ? Directory.EnumerateDirectories(blobs).SelectMany(Directory.EnumerateFiles) : []);
        foreach (var path in paths.Order(StringComparer.Ordinal))
        {
            token.ThrowIfCancellationRequested();
            await using var content = File.OpenRead(path);
            yield return new SavedFile(Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'), content);
        }
    }
}
