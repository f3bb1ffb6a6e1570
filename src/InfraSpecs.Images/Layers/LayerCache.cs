using System.Security.Cryptography;

namespace InfraSpecs.Images.Layers;

/// <summary>Indexes on disk, for the next run: a folder of files that are named by their layer's diffID. A place that cannot be written to is no cache, and nothing else.</summary>
/// <param name="folder">Where.</param>
/// <param name="mostBytes">What the folder may hold; what was used longest ago goes first.</param>
internal sealed class LayerCache(string folder, long mostBytes)
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    /// <summary><c>$INFRASPECS_CACHE</c>, <c>$XDG_CACHE_HOME/infraspecs</c> or <c>~/.cache/infraspecs</c>.</summary>
    public static string DefaultFolder { get; } = FolderBy(Environment.GetEnvironmentVariable, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));

    /// <summary>A relative XDG_CACHE_HOME does not count (https://specifications.freedesktop.org/basedir-spec/latest/): each folder that something is started in would
    /// get a cache of its own.</summary>
    public static string FolderBy(Func<string, string?> variable, string home) => Path.Combine(
        variable("INFRASPECS_CACHE") is { Length: > 0 } own ? Path.GetFullPath(own)
        : variable("XDG_CACHE_HOME") is { } caches && Path.IsPathRooted(caches) ? Path.Combine(caches, "infraspecs")
        : Path.Combine(home, ".cache", "infraspecs"),
        "layers");

    /// <returns>Null for what is not there, or damaged: then it is read anew.</returns>
    public LayerIndex? TryRead(string diffId)
    {
        FileStream? file = null;
        try
        {
            if (!IsDigest(diffId)) return null;
            file = new FileStream(PathOf(diffId), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            var index = LayerFile.Read(file);
            if (index.DiffId != diffId) throw new InvalidDataException("The index is another layer's.");
            Touch(file.Name);
            return index;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            file?.Dispose();
            return null;
        }
    }

    /// <summary>A file to write an index into.</summary>
    /// <returns>Null where there can be none.</returns>
    public FileStream? TryCreate()
    {
        try
        {
            CreateFolder();
            return Create(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Where nothing can be kept for other runs, contents are kept for this one: in a file that has no name any more, or in memory.</summary>
    public static Stream CreateElsewhere()
    {
        try
        {
            var file = Create(Path.GetTempPath(), FileOptions.DeleteOnClose);
            if (!OperatingSystem.IsWindows()) File.Delete(file.Name);
            return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new MemoryStream();
        }
    }

    /// <summary>Writes the rest of an index, and gives the file its name, at once: nobody sees half of it.</summary>
    public void TryKeep(LayerIndex index, FileStream file)
    {
        try
        {
            LayerFile.Write(index, file);
            File.Move(file.Name, PathOf(index.DiffId), overwrite: true);
            Shrink();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Delete(file.Name);
        }
    }

    /// <summary>Takes back a file that is not wanted.</summary>
    public static void Discard(FileStream file)
    {
        file.Dispose();
        Delete(file.Name);
    }

    /// <summary>Takes an index that is damaged out of the cache, so that the next run reads its layer anew.</summary>
    public static void Forget(Stream index)
    {
        if (index is FileStream file) Delete(file.Name);
    }

    private string PathOf(string diffId) => Path.Combine(folder, $"v{LayerFile.Version}-{diffId["sha256:".Length..]}");

    private void CreateFolder()
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, Private | UnixFileMode.UserExecute);
    }

    private static FileStream Create(string folder, FileOptions more = FileOptions.None)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 1 << 16, Options = more,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = Private;
        return new FileStream(Path.Combine(folder, $".{Guid.NewGuid():N}.part"), options);
    }

    // Other processes may be doing the same: what is gone already is gone.
    private void Shrink()
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var files = new DirectoryInfo(folder).GetFiles().OrderByDescending(file => file.LastWriteTimeUtc).ToList();
        var sum = 0L;
        foreach (var file in files)
        {
            var isPart = file.Extension == ".part";
            if (isPart && now - file.LastWriteTimeUtc < Abandoned) continue;
            sum += file.Length;
            if (isPart || sum > mostBytes) Delete(file.FullName);
        }
    }

    private static bool IsDigest(string diffId) =>
        diffId.StartsWith("sha256:", StringComparison.Ordinal) && diffId.Length == "sha256:".Length + (2 * SHA256.HashSizeInBytes) && diffId["sha256:".Length..].All(char.IsAsciiHexDigitLower);

    private static void Touch(string path)
    {
        try
        {
            File.SetLastWriteTimeUtc(path, TimeProvider.System.GetUtcNow().UtcDateTime);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A cache that is only read goes by the time of writing.
        }
    }

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is in nobody's way, and the next that cleans up tries again.
        }
    }
}
