namespace InfraSpecs;

/// <summary>The engine did not start a container, or what its builder waits for did not come. The container is gone.</summary>
public sealed class ContainerStartException : InfraSpecsException
{
    internal ContainerStartException(string image, Exception cause)
        : base(
            image,
            $"A container from {image} did not start.",
            [$"Seen: {EngineMessage.Of(cause)}"],
            "check the command, mounts and options that it was given, and its image.",
            cause) =>
        Image = image;

    /// <summary>The image it was to start from.</summary>
    public string Image { get; }
}
