using System.Collections.Concurrent;
using Docker.DotNet;
using InfraSpecs.Images;

namespace InfraSpecs;

/// <summary>
/// Turns a name into an image that the engine has. An image source is looked for, in this order, in the environment
/// (INFRASPECS_IMAGE_CRONJOB for the source cronjob), among the engine's images by its content, at the published image that it names,
/// and is else built. Any other reference must be on the engine or be pulled. Each answer, a failure too, is remembered for the run.
/// </summary>
public sealed class ImageCatalog
{
    private const string Repository = "example/";
    private static readonly TimeSpan PullWithin = TimeSpan.FromMinutes(5);

    private readonly Engine _engine;
    private readonly IReadOnlyDictionary<string, ImageSource> _sources = ImageSource.Embedded();
    private readonly ConcurrentDictionary<string, Memo<string>> _images = new();
    private readonly ConcurrentDictionary<string, Memo<string?>> _pulls = new();

    internal ImageCatalog(Engine engine)
    {
        _engine = engine;
        engine.ExpectContainer();
    }

    /// <summary>The names of the image sources that the package carries.</summary>
    public IReadOnlyList<string> Sources => [.. _sources.Keys.Order(StringComparer.Ordinal)];

    /// <summary>An image that can be started now.</summary>
    /// <param name="name">An image source ("cronjob"; also "example/cronjob:latest"), or any image reference.</param>
    /// <param name="token">Stops waiting for it; a build that others wait for goes on.</param>
    /// <returns>A reference that the engine has.</returns>
    /// <exception cref="ImageException">It is neither on the engine, nor to be pulled, nor a source, or it is a source, and its build failed.</exception>
    public Task<string> GetAsync(string name, CancellationToken token)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return SourceNamed(name) is { } source
            ? RememberedAsync(source.Name, stop => FromSourceAsync(source, stop), token)
            : RememberedAsync(name, stop => ReferenceAsync(name, stop), token);
    }

    /// <inheritdoc cref="BuildAsync(string, ImageBuildOptions, CancellationToken)"/>
    public Task<string> BuildAsync(string folder, CancellationToken token) => BuildAsync(folder, new ImageBuildOptions(), token);

    /// <summary>
    /// Builds an image from a folder with a Dockerfile, as <c>docker build</c> does, unless the engine has one of the same content: files, modes, links,
    /// .dockerignore and options.
    /// </summary>
    /// <param name="folder">The folder; a relative one begins at the test's project, which is the nearest folder above the program that has a project file.
    /// Its last part, in lower case, names the image.</param>
    /// <param name="options">How.</param>
    /// <param name="token">Stops waiting for it.</param>
    /// <returns>A reference that the engine has.</returns>
    /// <exception cref="ImageException">There is no such folder, no Dockerfile in it, the builder cannot do what the Dockerfile asks for, or the build
    /// failed.</exception>
    /// <exception cref="InvalidOptionsException">The options cannot be meant.</exception>
    public async Task<string> BuildAsync(string folder, ImageBuildOptions options, CancellationToken token)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        options.Validate();
        token.ThrowIfCancellationRequested();
        var read = BuildFolder.Read(folder, options);
        // BuildKit pulls only for the docker command, from registries that want a token: so what it starts from is on the engine before.
        var bases = await Task.WhenAll(DockerfileImages.Of(read.Dockerfile, options.BuildArguments).Select(image => IdAsync(image, token)));
        var reference = $"{Repository}{read.Name}:{await read.FingerprintAsync(options, bases, token)}";
        return await RememberedAsync(reference, stop => BuiltAsync(read, options, reference, stop), token);
    }

    /// <summary>Makes sure that the engine has an image by reference.</summary>
    /// <returns>Null if it has it now; else what the engine said.</returns>
    internal Task<string?> TryPullAsync(string reference, TimeSpan within, CancellationToken token) =>
        _pulls.GetOrAdd(reference, _ => new Memo<string?>(stop => ImagePull.TryAsync(_engine.Client, _engine.Time, reference, within, stop), _engine.Closing)).GetAsync(token);

    private Task<string> RememberedAsync(string key, Func<CancellationToken, Task<string>> find, CancellationToken token) =>
        _images.GetOrAdd(key, _ => new Memo<string>(find, _engine.Closing)).GetAsync(token);

    private async Task<string> FromSourceAsync(ImageSource source, CancellationToken token)
    {
        var variable = "INFRASPECS_IMAGE_" + ImageSource.ArgumentFor(source.Name);
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } chosen) return await ReferenceAsync(chosen, token, variable);
        return await BuiltAsync(source, await ArgumentsAsync(source, token), token);
    }

    private async Task<string> BuiltAsync(ImageSource source, IReadOnlyDictionary<string, string> arguments, CancellationToken token)
    {
        var reference = $"{Repository}{source.Name}:{source.Fingerprint(arguments)}";
        if (await ImagePull.HasAsync(_engine.Client, reference, token)) return reference;
        if (source.Upstream is { } upstream && await TryPullAsync(upstream, PullWithin, token) is null) return upstream;
        await ImageBuild.RunAsync(_engine.Client, source, arguments, [reference, $"{Repository}{source.Name}:latest"], token);
        return reference;
    }

    private async Task<string> BuiltAsync(BuildFolder folder, ImageBuildOptions options, string reference, CancellationToken token)
    {
        // What is fetched may have changed: the engine's cache asks for it.
        if (folder.Dockerfile.Fetches || !await ImagePull.HasAsync(_engine.Client, reference, token))
            await FolderBuild.RunAsync(_engine, folder, options, [reference, $"{Repository}{folder.Name}:latest"], token);
        return reference;
    }

    /// <summary>A build argument that is named after another source gets that source's image; all are made side by side.</summary>
    private async Task<IReadOnlyDictionary<string, string>> ArgumentsAsync(ImageSource source, CancellationToken token)
    {
        var needed = _sources.Values.Where(it => it.Name != source.Name && source.Arguments.Contains(ImageSource.ArgumentFor(it.Name)));
        var images = await Task.WhenAll(needed.Select(async it => (it.Name, Image: await GetAsync(it.Name, token))));
        return images.ToDictionary(it => ImageSource.ArgumentFor(it.Name), it => it.Image);
    }

    private async Task<string> ReferenceAsync(string reference, CancellationToken token, string? variable = null) =>
        await TryPullAsync(reference, PullWithin, token) is { } failure
            ? throw ImageException.Unavailable(reference, failure, Sources, variable)
            : reference;

    private ImageSource? SourceNamed(string name)
    {
        if (name.StartsWith(Repository, StringComparison.Ordinal)) name = name[Repository.Length..];
        if (name.EndsWith(":latest", StringComparison.Ordinal)) name = name[..^":latest".Length];
        return _sources.GetValueOrDefault(name);
    }

    /// <summary>The engine's own name of an image; empty if it cannot be had, which a build then tells, if it needs it.</summary>
    private async Task<string> IdAsync(string reference, CancellationToken token)
    {
        if (await TryPullAsync(reference, PullWithin, token) is not null) return "";
        try
        {
            return (await _engine.Client.Images.InspectImageAsync(reference, token)).ID;
        }
        catch (DockerImageNotFoundException)
        {
            return ""; // it was removed since
        }
    }
}
