using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using InfraSpecs.Internal;

namespace InfraSpecs;

/// <summary>The files of an image source that the package carries: a Dockerfile and what it copies.</summary>
internal sealed partial class ImageSource
{
    private const string Dockerfile = "Dockerfile";
    private const UnixFileMode Regular = (UnixFileMode)0b110_100_100;
    private const UnixFileMode Executable = (UnixFileMode)0b111_101_101;

    private readonly SortedDictionary<string, byte[]> _files;

    private ImageSource(string name, SortedDictionary<string, byte[]> files)
    {
        if (!files.TryGetValue(Dockerfile, out var dockerfile))
        {
            throw ImageException.NoDockerfile(name, [.. files.Keys]);
        }

        (Name, _files) = (name, files);
        var text = Encoding.UTF8.GetString(dockerfile);
        Upstream = UpstreamLine().Match(text) is { Success: true } line ? line.Groups["image"].Value : null;
        var head = text[..(FromLine().Match(text) is { Success: true } from ? from.Index : text.Length)];
        Arguments = [.. ArgumentLine().Matches(head).Select(match => match.Groups["name"].Value)];
    }

    public string Name { get; }

    /// <summary>A published image that serves as well, named by a first line "# upstream=…"; null if there is none.</summary>
    public string? Upstream { get; }

    /// <summary>The build arguments before the first FROM. One that is named after an image source is given that image.</summary>
    public IReadOnlyList<string> Arguments { get; }

    /// <summary>The name of the build argument, and of the environment variable's end, that stands for an image source.</summary>
    public static string ArgumentFor(string source) => source.ToUpperInvariant().Replace('-', '_');

    /// <summary>The sources under fixtures/images, which the assembly InfraSpecs.Fixtures carries.</summary>
    public static IReadOnlyDictionary<string, ImageSource> Embedded() => EmbeddedFile.Names
        .Where(name => name.StartsWith("images/", StringComparison.Ordinal))
        .Select(name => (Resource: name, Parts: name.Replace('\\', '/').Split('/', 3)))
        .GroupBy(it => it.Parts[1])
        .ToDictionary(source => source.Key, source => Of(source.Key, source.Select(it => (it.Parts[2], EmbeddedFile.Read(it.Resource)))));

    /// <summary>A source of these files.</summary>
    public static ImageSource Of(string name, params IEnumerable<(string Path, byte[] Content)> files) => new(name, Files(files));

    /// <summary>Sixteen hexadecimal digits that change with any file and any build argument.</summary>
    public string Fingerprint(IReadOnlyDictionary<string, string> arguments)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, content) in _files) Add(path, content);
        foreach (var (name, value) in arguments.OrderBy(argument => argument.Key, StringComparer.Ordinal))
        {
            Add(name, Encoding.UTF8.GetBytes(value));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];

        void Add(string name, byte[] content)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\0{content.Length}\0"));
            hash.AppendData(content);
        }
    }

    /// <summary>The build context. The package carries no modes, so scripts are executable in it.</summary>
    public Stream ToTar()
    {
        var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var (path, content) in _files)
            {
                writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, path)
                {
                    DataStream = new MemoryStream(content),
                    Mode = IsScript(content) ? Executable : Regular,
                    ModificationTime = DateTimeOffset.UnixEpoch,
                });
            }
        }

        tar.Position = 0;
        return tar;
    }

    private static bool IsScript(byte[] content) => content.AsSpan().StartsWith("#!"u8);

    private static SortedDictionary<string, byte[]> Files(IEnumerable<(string Path, byte[] Content)> files) =>
        new(files.ToDictionary(file => file.Path, file => file.Content), StringComparer.Ordinal);

    [GeneratedRegex(@"^#\s*upstream=(?<image>\S+)", RegexOptions.Multiline)]
    private static partial Regex UpstreamLine();

    [GeneratedRegex(@"^FROM\s", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex FromLine();

    [GeneratedRegex(@"^ARG\s+(?<name>\w+)", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex ArgumentLine();
}
