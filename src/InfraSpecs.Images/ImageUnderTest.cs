using InfraSpecs.Images.Config;
using InfraSpecs.Images.Sources;
using InfraSpecs.Images.Sources.Remote;

namespace InfraSpecs.Images;

/// <summary>
/// What an image is made of: its configuration, its layers and the files that a container of it would see. It is read once, and no container is started for it, so that
/// images without a shell, and images for other machines, can be looked at too.
/// </summary>
public sealed class ImageUnderTest
{
    private readonly Lazy<ImagePackages> _packages;
    private readonly ILayerSource _contents;

    internal ImageUnderTest(string name, string source, string id, string? digest, ImageConfig config, IReadOnlyList<ImageLayer> layers, ImageTree files, ILayerSource contents)
    {
        (Name, Source, Id, Digest, Config, Layers, Files, _contents) = (name, source, id, digest, config, layers, files, contents);
        _packages = new Lazy<ImagePackages>(() => ImagePackages.Read(files));
    }

    /// <summary>Joins what was read of an image.</summary>
    internal static ImageUnderTest Join(string name, ImageParts parts)
    {
        var configuration = ConfigReader.Read(parts.Text);
        var commands = configuration.Commands;
        var layers = parts.Layers.Select((index, number) => (new ImageLayer
        {
            Number = number,
            DiffId = configuration.DiffIds[number],
            Command = commands[number],
            Size = index.Size,
            Entries = index.Count,
        }, index)).ToList();
        return new ImageUnderTest(name, parts.Source, BlobDigest.Compute(parts.Text), parts.Digest, configuration.Config, [.. layers.Select(it => it.Item1)], new ImageTree(layers), parts.Contents);
    }

    /// <summary>As it was asked for: "example/cronjob:latest", or the file's path.</summary>
    public string Name { get; }

    /// <summary>Where it was read from, in words: "the engine", "registry 127.0.0.1:5000", "archive app.tar".</summary>
    public string Source { get; }

    /// <summary>The digest of its configuration, "sha256:…": what the engine calls the image's ID.</summary>
    public string Id { get; }

    /// <summary>The digest of its manifest, "sha256:…"; null where it has none, as in an archive of an older engine.</summary>
    public string? Digest { get; }

    /// <summary>How it starts, and as whom.</summary>
    public ImageConfig Config { get; }

    /// <summary>Its layers, the lowest first.</summary>
    public IReadOnlyList<ImageLayer> Layers { get; }

    /// <summary>What a container of it would see.</summary>
    public ImageTree Files { get; }

    /// <summary>The packages that are installed, by the image's own databases.</summary>
    public ImagePackages Packages => _packages.Value;

    /// <summary>What a file holds, however long it is. What was not kept is read again from where the image came from, of which only the file's layer is read where that can be had alone.</summary>
    /// <param name="path">The absolute path; links are followed.</param>
    /// <param name="token">Ends the reading.</param>
    /// <exception cref="FileNotFoundException">There is no regular file at that path.</exception>
    /// <exception cref="ImageTestException">The image is not there any more, or another one is.</exception>
    public async Task<byte[]> ReadFileAsync(string path, CancellationToken token)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (Files.Resolve(path) is not { Kind: ImageFileKind.File } file) throw new FileNotFoundException($"{Name} has no regular file {path}.", path);
        return file.Content is { } kept ? kept.ToArray() : await FileSearch.ReadAsync(_contents, Name, file, token);
    }

    /// <summary>Reads again what was not kept of files, all in one pass where that can be done.</summary>
    /// <returns>Those that were found.</returns>
    internal Task<IReadOnlyDictionary<ImageFile, byte[]>> ReadAgainAsync(IReadOnlyCollection<ImageFile> files, CancellationToken token) => FileSearch.ReadAsync(_contents, Name, files, token);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <inheritdoc cref="FromRegistryAsync(string, RegistryReadOptions, CancellationToken)"/>
    public static Task<ImageUnderTest> FromRegistryAsync(string image, CancellationToken token) => FromRegistryAsync(image, new RegistryReadOptions(), token);

    /// <summary>Reads an image in a registry without pulling it: its manifest, its configuration, and those of its layers that were not read before, of whatever image.</summary>
    /// <param name="image">With its registry: "registry.example:5000/app:1.4", or "…/app@sha256:…"; without either it is latest.</param>
    /// <param name="options">Who asks, and how.</param>
    /// <param name="token">Ends the reading.</param>
    /// <exception cref="ImageTestException">It was not read; <see cref="ImageTestException.Reason"/> says whether it is not there, not for everyone, or the registry gave no answer.</exception>
    /// <exception cref="InvalidOptionsException">The options cannot be meant.</exception>
    public static async Task<ImageUnderTest> FromRegistryAsync(string image, RegistryReadOptions options, CancellationToken token) =>
        Join(image, await RegistryImage.ReadAsync(image, options, token));

    /// <inheritdoc cref="FromArchiveAsync(string, ImageReadOptions, CancellationToken)"/>
    public static Task<ImageUnderTest> FromArchiveAsync(string path, CancellationToken token) => FromArchiveAsync(path, new ImageReadOptions(), token);

    /// <summary>Reads an archive that <c>docker save</c> made, or an OCI layout. Nothing is unpacked to disk.</summary>
    /// <param name="path">The archive, which may be packed as a whole (gzip, zstd), or the layout's folder.</param>
    /// <param name="options">Which image, where there are several.</param>
    /// <param name="token">Ends the reading.</param>
    /// <exception cref="ImageTestException">There is no such file, it is no image or a damaged one, or it is not clear which image is meant.</exception>
    /// <exception cref="InvalidOptionsException">The options cannot be meant.</exception>
    public static async Task<ImageUnderTest> FromArchiveAsync(string path, ImageReadOptions options, CancellationToken token) =>
        Join(options.Reference ?? path, await SavedImage.ReadAsync(path, options, token));

    /// <summary>Reads an image that is on an engine. What the engine does not have by that name is got as any image is: see <see cref="ImageCatalog.GetAsync"/>.
    /// Layers that were read before, of whatever image, are not read again.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="image">The reference or ID.</param>
    /// <param name="token">Ends the reading.</param>
    /// <exception cref="ImageException">The engine does not have it, and it cannot be got.</exception>
    /// <exception cref="ImageTestException">What the engine sends is no image.</exception>
    public static async Task<ImageUnderTest> FromEngineAsync(Engine engine, string image, CancellationToken token) =>
        Join(image, await EngineImage.ReadAsync(engine, image, token));
}
