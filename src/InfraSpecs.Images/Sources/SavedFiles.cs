namespace InfraSpecs.Images.Sources;

/// <summary>One file of a saved image.</summary>
/// <param name="Path">Its path there, as "blobs/sha256/…" or "manifest.json".</param>
/// <param name="Content">What it holds, to be read before the next file is asked for; null for a link.</param>
/// <param name="Link">The path that a link stands for; null for a file.</param>
internal sealed record SavedFile(string Path, Stream? Content, string? Link = null);

/// <summary>The files that an image was saved as: of an archive, a folder, or an engine's answer.</summary>
internal abstract class SavedFiles
{
    /// <summary>As the reader knows it: "archive app.tar".</summary>
    public abstract string Source { get; }

    /// <summary>Whether it costs little to go through them twice, so that they are asked first which of them are needed.</summary>
    public abstract bool IsNear { get; }

    /// <summary>From the first to the last.</summary>
    /// <exception cref="ImageTestException">They are damaged, or no image.</exception>
    public abstract IAsyncEnumerable<SavedFile> ReadAsync(CancellationToken token);

    /// <summary>"./a/../b" is "b"; what leads outside is cut at the root. It names something, and nothing is ever written to it.</summary>
    public static string Clean(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part != "." && part != "..") parts.Add(part);
            else if (part == ".." && parts.Count > 0) parts.RemoveAt(parts.Count - 1);
        }

        return string.Join('/', parts);
    }
}
