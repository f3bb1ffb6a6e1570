namespace InfraSpecs.Registry;

/// <summary>Images that travel between the engine and a registry.</summary>
public static class RegistryTransfers
{
    /// <summary>
    /// Pushes an image under its own name: "echo" and "example/echo:latest" as example/echo:latest, "redis:alpine" as library/redis:alpine, so that
    /// the registry can stand in for the one that such a name means. No name of the registry is left on the engine.
    /// </summary>
    /// <param name="registry">Where to.</param>
    /// <param name="image">An image source, or a reference that the engine has or can pull.</param>
    /// <param name="token">Ends the push.</param>
    /// <exception cref="RegistryException"><see cref="RegistryReason.NameInvalid"/>: The name cannot be used in a registry, or has no tag where it has a digest.</exception>
    /// <exception cref="ImageException">The engine neither has the image nor can it get it, or it is a source, and its build failed.</exception>
    /// <exception cref="RegistryException"><see cref="RegistryReason.TransferFailed"/>: The registry did not take it.</exception>
    /// <exception cref="ContainerException">The registry ended; the message has the tail of its log.</exception>
    /// <exception cref="WaitException">It took longer than <see cref="RegistryOptions.TransferWithin"/>.</exception>
    /// <exception cref="ObjectDisposedException">The registry was disposed.</exception>
    public static Task<PushedImage> PushAsync(this RegistryAccess registry, string image, CancellationToken token) =>
        PushAsync(registry, image, OwnName(registry.Server.Engine.Images.Sources, image), token);

    /// <summary>Pushes an image under another name. No name of the registry is left on the engine.</summary>
    /// <param name="registry">Where to.</param>
    /// <param name="image">An image source, or a reference that the engine has or can pull.</param>
    /// <param name="name">The name in the registry, exactly: "example/echo:2"; without a tag it is latest.</param>
    /// <param name="token">Ends the push.</param>
    /// <inheritdoc cref="PushAsync(RegistryAccess, string, CancellationToken)" path="/exception"/>
    public static Task<PushedImage> PushAsync(this RegistryAccess registry, string image, string name, CancellationToken token) =>
        PushAsync(registry, image, registry.Server.ImageHere(name), token);

    /// <summary>
    /// The engine pulls an image, by the digest that the name stands for now, so that nothing that is pushed later can take its place. The name
    /// that it gets on the engine goes when the result is disposed, or with the registry; layers go with the last name.
    /// </summary>
    /// <param name="registry">Where from.</param>
    /// <param name="name">"example/echo:latest" or "example/echo@sha256:…"; without either it is latest. It may begin with the registry's address.</param>
    /// <param name="token">Ends the pull.</param>
    /// <exception cref="RegistryException"><see cref="RegistryReason.NameInvalid"/>: It is no name, or one of another registry.</exception>
    /// <exception cref="RegistryException"><see cref="RegistryReason.NotFound"/>: There is nothing of that name.</exception>
    /// <exception cref="RegistryException"><see cref="RegistryReason.Refused"/>: The registry answered with an error.</exception>
    /// <exception cref="RegistryException"><see cref="RegistryReason.TransferFailed"/>: The engine did not get it.</exception>
    /// <exception cref="ContainerException">The registry ended; the message has the tail of its log.</exception>
    /// <exception cref="WaitException">It took longer than <see cref="RegistryOptions.TransferWithin"/>.</exception>
    /// <exception cref="ObjectDisposedException">The registry was disposed.</exception>
    public static Task<PulledImage> PullAsync(this RegistryAccess registry, string name, CancellationToken token)
    {
        var image = registry.Server.ImageHere(name);
        return registry.Server.Transfers.RunAsync(image.Repository, linked => ImagePull.RunAsync(registry, image, linked), token);
    }

    private static Task<PushedImage> PushAsync(RegistryAccess registry, string image, ImageName target, CancellationToken token) =>
        target.Digest is null
            ? registry.Server.Transfers.RunAsync(target.Repository, linked => ImagePush.RunAsync(registry, image, target, linked), token)
            : throw RegistryException.NameInvalid(image, "it has a digest, and images are pushed by tag", "say under which name: PushAsync(image, name, token).");

    /// <summary>The name by which an image's users know it, without the registry that it came from.</summary>
    internal static ImageName OwnName(IReadOnlyList<string> sources, string image)
    {
        if (sources.Contains(image)) return new ImageName(null, "example/" + image, "latest", null);
        var name = RegistryNames.Parse(image);
        var repository = name.Registry is null && !name.Repository.Contains('/') ? "library/" + name.Repository : name.Repository;
        return new ImageName(null, repository, name.Tag ?? (name.Digest is null ? "latest" : null), name.Tag is null ? name.Digest : null);
    }

    /// <summary>An image's name in this registry; without tag and digest it is latest.</summary>
    internal static ImageName ImageHere(this RegistryServer server, string text) => server.NameHere(text).OrLatest();

    /// <summary>A name in this registry, whether or not it begins with one of the registry's addresses.</summary>
    internal static ImageName NameHere(this RegistryServer server, string text)
    {
        var name = RegistryNames.Parse(text);
        return name.Registry is null || name.Registry == server.InternalAddress || name.Registry == server.Address
            ? name with { Registry = null }
            : throw RegistryException.NameInvalid(text, $"it names another registry than {server.InternalAddress}", "leave the registry out.");
    }
}
