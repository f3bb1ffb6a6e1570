namespace InfraSpecs.Registry;

/// <summary>The engine could not push an image to a registry, or pull one from it.</summary>
public sealed class ImageTransferException : InfraSpecsException
{
    internal ImageTransferException(string registry, string verb, string image, string? user, string said, Exception? cause = null)
        : base(
            registry,
            $"The engine could not {verb} {image} {(verb == "push" ? "to" : "from")} {registry}: {said.TrimEnd('.')}.",
            [$"It came {(user is null ? "without an account" : "as " + user)}."],
            "read what the registry said; its log has more.",
            cause) => (Image, Said) = (image, said);

    /// <summary>The image's name in the registry.</summary>
    public string Image { get; }

    /// <summary>What the engine said, which quotes the registry.</summary>
    public string Said { get; }
}
