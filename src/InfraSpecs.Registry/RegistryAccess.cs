namespace InfraSpecs.Registry;

/// <summary>A registry as one of its users, or nobody in particular, sees it, and what can be done with it.</summary>
public class RegistryAccess
{
    internal RegistryAccess(RegistryUser asker) => Asker = asker;

    internal RegistryUser Asker { get; }

    /// <summary>The user's name; null for nobody in particular.</summary>
    public string? User => Asker.Account?.Name;

    /// <summary>
    /// Pushes an image under its own name: "echo" and "example/echo:latest" as example/echo:latest, "redis:alpine" as library/redis:alpine, so that
    /// the registry can stand in for the one that such a name means. No name of the registry is left on the engine.
    /// </summary>
    /// <param name="image">An image source, or a reference that the engine has or can pull.</param>
    /// <param name="token">Cancels the operation.</param>
    /// <exception cref="RegistryException"><see cref="RegistryReason.NameInvalid"/>: The name cannot be used in a registry, or has no tag where it has a digest.</exception>
    /// <exception cref="ImageException">The engine neither has the image nor can it get it, or it is a source, and its build failed.</exception>
    /// <exception cref="RegistryException"><see cref="RegistryReason.TransferFailed"/>: The registry did not take it.</exception>
    /// <exception cref="ContainerException">The registry ended; the message has the tail of its log.</exception>
    /// <exception cref="WaitException">It took longer than <see cref="RegistryOptions.TransferWithin"/>.</exception>
    /// <exception cref="ObjectDisposedException">The registry was disposed.</exception>
    public Task<PushedImage> PushAsync(string image, CancellationToken token) =>
        PushAsync(image, RegistryNames.OwnName(Asker.Registry.Engine.Images.Sources, image), token);

    /// <summary>Pushes an image under another name. No name of the registry is left on the engine.</summary>
    /// <param name="image">An image source, or a reference that the engine has or can pull.</param>
    /// <param name="name">The name in the registry, exactly: "example/echo:2"; without a tag it is latest.</param>
    /// <param name="token">Cancels the operation.</param>
    /// <inheritdoc cref="PushAsync(string, CancellationToken)" path="/exception"/>
    public Task<PushedImage> PushAsync(string image, string name, CancellationToken token) => PushAsync(image, Asker.Registry.ImageHere(name), token);

    private Task<PushedImage> PushAsync(string image, ImageName target, CancellationToken token) =>
        target.Digest is null
            ? Asker.Registry.Transfers.RunAsync(target.Repository, linked => ImagePush.RunAsync(Asker, image, target, linked), token)
            : throw RegistryException.NameInvalid(image, "it has a digest, and images are pushed by tag", "say under which name: PushAsync(image, name, token).");

    /// <summary>
    /// The engine pulls an image, by the digest that the name stands for now, so that nothing that is pushed later can take its place. The name
    /// that it gets on the engine goes when the result is disposed, or with the registry; layers go with the last name.
    /// </summary>
    /// <param name="name">"example/echo:latest" or "example/echo@sha256:…"; without either it is latest. It may begin with the registry's address.</param>
    /// <param name="token">Cancels the operation.</param>
    /// <exception cref="RegistryException"><see cref="RegistryReason.NameInvalid"/>: It is no name, or one of another registry.</exception>
    /// <exception cref="RegistryException"><see cref="RegistryReason.NotFound"/>: There is nothing of that name.</exception>
    /// <exception cref="RegistryException"><see cref="RegistryReason.Refused"/>: The registry answered with an error.</exception>
    /// <exception cref="RegistryException"><see cref="RegistryReason.TransferFailed"/>: The engine did not get it.</exception>
    /// <exception cref="ContainerException">The registry ended; the message has the tail of its log.</exception>
    /// <exception cref="WaitException">It took longer than <see cref="RegistryOptions.TransferWithin"/>.</exception>
    /// <exception cref="ObjectDisposedException">The registry was disposed.</exception>
    public Task<PulledImage> PullAsync(string name, CancellationToken token)
    {
        var image = Asker.Registry.ImageHere(name);
        return Asker.Registry.Transfers.RunAsync(image.Repository, linked => ImagePull.RunAsync(Asker, image, linked), token);
    }

    /// <summary>The names of all repositories, also of those whose tags have all been deleted.</summary>
    /// <param name="token">Cancels the operation.</param>
    /// <exception cref="RegistryException"><see cref="RegistryReason.Refused"/>: The registry answered with an error.</exception>
    /// <exception cref="RegistryException"><see cref="RegistryReason.Unreachable"/>: It gave no answer.</exception>
    /// <exception cref="RegistryException"><see cref="RegistryReason.NotUnderstood"/>: What answered is no registry.</exception>
    public Task<IReadOnlyList<string>> ReadRepositoriesAsync(CancellationToken token) => Asker.Http.FindRepositoriesAsync(token);

    /// <summary>The tags of a repository; empty where all have been deleted.</summary>
    /// <param name="repository">Its name: "example/echo".</param>
    /// <param name="token">Cancels the operation.</param>
    /// <exception cref="RegistryException"><see cref="RegistryReason.NotFound"/>: There is no such repository; the message says which there are.</exception>
    /// <exception cref="RegistryException"><see cref="RegistryReason.NameInvalid"/>: It is no repository's name.</exception>
    /// <inheritdoc cref="ReadRepositoriesAsync" path="/exception"/>
    public Task<IReadOnlyList<string>> ReadTagsAsync(string repository, CancellationToken token) => Asker.ReadTagsAsync(repository, token);

    /// <summary>What a name stands for; null if the registry has nothing of that name. Of an image the manifest and the configuration are read, of an index
    /// itself alone; whether layers and the manifests that an index names are there, <see cref="CheckImageAsync"/> finds out.</summary>
    /// <param name="name">"example/echo:latest" or "example/echo@sha256:…"; without either it is latest. It may begin with the registry's address.</param>
    /// <param name="token">Cancels the operation.</param>
    /// <exception cref="RegistryException"><see cref="RegistryReason.NameInvalid"/>: It is no name, or one of another registry.</exception>
    /// <inheritdoc cref="ReadRepositoriesAsync" path="/exception"/>
    public async Task<ImageManifest?> FindManifestAsync(string name, CancellationToken token) => await Asker.FindManifestAsync(Asker.Registry.ImageHere(name), token);

    /// <summary>What a name stands for.</summary>
    /// <param name="name">As <see cref="FindManifestAsync"/> takes it.</param>
    /// <param name="token">Cancels the operation.</param>
    /// <exception cref="RegistryException"><see cref="RegistryReason.NotFound"/>: There is nothing of that name; the message says what there is instead.</exception>
    /// <inheritdoc cref="FindManifestAsync" path="/exception"/>
    public async Task<ImageManifest> ReadManifestAsync(string name, CancellationToken token) =>
        await FindManifestAsync(name, token) ?? throw await Asker.Http.NoImageAsync(Asker.Registry.ImageHere(name), token);

    /// <summary>All repositories with their tags and digests. What the digests stand for is not read.</summary>
    /// <param name="token">Cancels the operation.</param>
    /// <inheritdoc cref="ReadRepositoriesAsync" path="/exception"/>
    public Task<RegistryContents> ReadContentsAsync(CancellationToken token) => Asker.ReadContentsAsync(token);

    /// <summary>
    /// Reads all that an image is made of, without an engine: its manifest, of an index all manifests that it names, and each configuration and layer once.
    /// Each must be there, as long as the manifest says, and of the digest that it says. Nothing is unpacked.
    /// </summary>
    /// <param name="name">"example/echo:latest" or "example/echo@sha256:…"; without either it is latest.</param>
    /// <param name="token">Cancels the operation.</param>
    /// <exception cref="RegistryException"><see cref="RegistryReason.NotFound"/>: There is nothing of that name; the message says what there is instead.</exception>
    /// <exception cref="RegistryException"><see cref="RegistryReason.NameInvalid"/>: It is no name, or one of another registry.</exception>
    /// <exception cref="RegistryException"><see cref="RegistryReason.Refused"/>: The registry answered with an error other than that something is not there.</exception>
    /// <exception cref="RegistryException"><see cref="RegistryReason.Unreachable"/>: It gave no answer, or had not given all within <see cref="RegistryOptions.TransferWithin"/>.</exception>
    /// <exception cref="RegistryException"><see cref="RegistryReason.NotUnderstood"/>: What answered is no registry.</exception>
    public async Task<ImageCheck> CheckImageAsync(string name, CancellationToken token)
    {
        var (http, image) = (Asker.Http, Asker.Registry.ImageHere(name));
        return await http.WithinAsync(null, linked => http.FindWholeAsync(image, linked), Asker.Registry.Options.TransferWithin, token) ?? throw await http.NoImageAsync(image, token);
    }

    /// <summary>Copies an image to another name in the same registry. Its layers are not copied: the registry lets both have them.</summary>
    /// <param name="from">"example/echo:latest" or "example/echo@sha256:…"; an index is copied with all its images.</param>
    /// <param name="to">The other name, with a tag: "example/echo:stable"; without one it is latest.</param>
    /// <param name="token">Ends the copy. What was copied of it by then is garbage until the next collection.</param>
    /// <exception cref="RegistryException"><see cref="RegistryReason.NameInvalid"/>: One of them is no name, or <paramref name="to"/> has a digest.</exception>
    /// <exception cref="RegistryException"><see cref="RegistryReason.NotFound"/>: There is nothing to copy.</exception>
    /// <exception cref="RegistryException"><see cref="RegistryReason.Refused"/>: A registry answered with an error.</exception>
    /// <exception cref="RegistryException"><see cref="RegistryReason.Unreachable"/>: It gave no answer.</exception>
    /// <exception cref="RegistryException"><see cref="RegistryReason.NotUnderstood"/>: What answered is no registry.</exception>
    public Task<PushedImage> CopyAsync(string from, string to, CancellationToken token) => CopyAsync(from, this, to, token);

    /// <summary>Copies an image to another registry, through this process, layer by layer as they stream. Layers that are there already stay.</summary>
    /// <param name="from">"example/echo:latest" or "example/echo@sha256:…"; an index is copied with all its images.</param>
    /// <param name="target">Where to.</param>
    /// <param name="to">The name there, with a tag: "example/echo:stable"; without one it is latest.</param>
    /// <param name="token">Ends the copy. What was copied of it by then is garbage until the next collection.</param>
    /// <inheritdoc cref="CopyAsync(string, string, CancellationToken)" path="/exception"/>
    public Task<PushedImage> CopyAsync(string from, RegistryAccess target, string to, CancellationToken token) => ImageCopy.RunAsync(Asker, from, target.Asker, to, token);

    /// <summary>
    /// Deletes an image: its manifest, and with it every tag of the repository that stands for it. Its layers stay until
    /// <see cref="RegistryServer.CollectGarbageAsync"/>.
    /// </summary>
    /// <param name="name">"example/echo:latest" or "example/echo@sha256:…"; without either it is latest.</param>
    /// <param name="token">Cancels the operation.</param>
    /// <returns>What was deleted.</returns>
    /// <exception cref="RegistryException"><see cref="RegistryReason.NameInvalid"/>: It is no name, or one of another registry.</exception>
    /// <exception cref="RegistryException"><see cref="RegistryReason.NotFound"/>: There is nothing of that name.</exception>
    /// <inheritdoc cref="CopyAsync(string, string, CancellationToken)" path="/exception"/>
    public Task<DeletedImage> DeleteAsync(string name, CancellationToken token) => ImageDeletion.RunAsync(Asker, name, token);
}
