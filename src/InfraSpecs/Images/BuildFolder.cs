using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace InfraSpecs.Images;

/// <summary>A folder that an image is built from, read: its Dockerfile, and what of it is sent.</summary>
/// <param name="Path">The absolute path.</param>
/// <param name="DockerfilePath">The Dockerfile's absolute path.</param>
/// <param name="Dockerfile">What is in it.</param>
/// <param name="DockerfileName">Its name in the context; null if it is outside of the folder.</param>
/// <param name="IsDockerfileIgnored">The Dockerfile is left out of the context by .dockerignore, or outside of it.</param>
/// <param name="Entries">What is sent, the Dockerfile among it if it is in the folder.</param>
/// <param name="HasOwnIgnore">What is left out is said by an ignore file of this Dockerfile, which the older builder does not know.</param>
internal sealed partial record BuildFolder(
    string Path, string DockerfilePath, Dockerfile Dockerfile, string? DockerfileName, bool IsDockerfileIgnored, IReadOnlyList<ContextEntry> Entries, bool HasOwnIgnore)
{
    /// <summary>The folder's last part, as far as it can be in an image's name.</summary>
    public string Name => NoName().Replace(System.IO.Path.GetFileName(Path).ToLowerInvariant(), "-").Trim('-') is { Length: > 0 } name ? name : "image";

    /// <exception cref="ImageException">There is no such folder, no Dockerfile in it, or something in it cannot be read.</exception>
    public static BuildFolder Read(string folder, ImageBuildOptions options)
    {
        var path = System.IO.Path.TrimEndingDirectorySeparator(ProjectFolder.Resolve(folder));
        if (!Directory.Exists(path)) throw ImageException.NoFolder(path, folder);
        var dockerfile = System.IO.Path.GetFullPath(options.Dockerfile, path);
        if (!File.Exists(dockerfile)) throw ImageException.NoDockerfile(path, dockerfile);
        try
        {
            return Read(path, dockerfile, options.Builder == ImageBuilder.BuildKit);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ImageException.Unreadable(path, e);
        }
    }

    /// <summary>Sixteen hexadecimal digits that change with all that the image depends on, but for values of secrets.</summary>
    /// <param name="options">How it is built.</param>
    /// <param name="bases">The ids of the images that the Dockerfile names.</param>
    /// <param name="token">Ends the reading.</param>
    /// <exception cref="ImageException">Something in it cannot be read.</exception>
    public async Task<string> FingerprintAsync(ImageBuildOptions options, IReadOnlyList<string> bases, CancellationToken token)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add("from", $"{options.Builder}", Dockerfile.Text, DockerfileName ?? "", options.Target ?? "", options.Platform ?? "");
        AddAll("argument", options.BuildArguments);
        AddAll("label", options.Labels);
        Add(["secrets", .. options.Secrets.Keys.Order(StringComparer.Ordinal)]);
        Add(["bases", .. bases]);
        await ReadingAsync(async () =>
        {
            await ContextTar.AddToAsync(hash, Entries, token);
            return hash;
        });
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];

        void AddAll(string kind, IReadOnlyDictionary<string, string> values)
        {
            foreach (var (name, value) in values.OrderBy(pair => pair.Key, StringComparer.Ordinal)) Add(kind, name, value);
        }

        void Add(params string[] words)
        {
            foreach (var word in words) hash.AppendData(Encoding.UTF8.GetBytes($"{Encoding.UTF8.GetByteCount(word)}\0{word}\0"));
        }
    }

    /// <summary>A context of it as tar; the caller disposes it.</summary>
    /// <exception cref="ImageException">Something in it cannot be read.</exception>
    public Task<Stream> SendAsync(IReadOnlyList<ContextEntry> entries, CancellationToken token) => ReadingAsync(() => ContextTar.WriteAsync(entries, token));

    /// <summary>
    /// What the older builder is sent: it takes a Dockerfile or a .dockerignore away once it has read them, if .dockerignore says so. One that is outside
    /// is added under a name that .dockerignore leaves out.
    /// </summary>
    public (string Dockerfile, IReadOnlyList<ContextEntry> Entries) ForClassic()
    {
        if (DockerfileName is not null) return (DockerfileName, Entries);
        var name = $".dockerfile.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(DockerfilePath)))[..20]}";
        var ignored = Entries.FirstOrDefault(entry => entry.Name == DockerIgnore.FileName);
        var text = ignored is null ? DockerIgnore.FileName : File.ReadAllText(ignored.File);
        return (name,
        [
            .. Entries.Where(entry => entry != ignored),
            EntryOf(name, Dockerfile.Text),
            EntryOf(DockerIgnore.FileName, $"{text}\n{name}\n"),
        ]);
    }

    private async Task<T> ReadingAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ImageException.Unreadable(Path, e);
        }
    }

    private static ContextEntry EntryOf(string name, string text) =>
        new(name, name, System.Formats.Tar.TarEntryType.RegularFile, (UnixFileMode)0b110_000_000, DateTimeOffset.UnixEpoch) { Content = Encoding.UTF8.GetBytes(text) };

    private static BuildFolder Read(string path, string dockerfile, bool byBuildKit)
    {
        var inside = System.IO.Path.GetRelativePath(path, dockerfile).Replace(System.IO.Path.DirectorySeparatorChar, '/');
        var name = inside.StartsWith("../", StringComparison.Ordinal) || System.IO.Path.IsPathRooted(inside) ? null : inside;
        // BuildKit alone looks for an ignore file of the Dockerfile's own.
        var own = dockerfile + DockerIgnore.FileName;
        var hasOwn = byBuildKit && File.Exists(own);
        var ignore = IgnoreIn(hasOwn ? own : System.IO.Path.Combine(path, DockerIgnore.FileName), path, byBuildKit);
        var kept = byBuildKit ? ignore : ignore.Keeping(DockerIgnore.FileName);
        if (name is not null) kept = kept.Keeping(name);
        var entries = new ContextFolder(path, kept).Read();
        return new BuildFolder(path, dockerfile, new Dockerfile(File.ReadAllText(dockerfile)), name, name is null || ignore.Ignores(name), entries, hasOwn);
    }

    private static DockerIgnore IgnoreIn(string file, string path, bool byBuildKit)
    {
        try
        {
            return DockerIgnore.Read(file, byBuildKit);
        }
        catch (ArgumentException e)
        {
            throw ImageException.BadIgnore(path, file, e);
        }
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NoName();
}
