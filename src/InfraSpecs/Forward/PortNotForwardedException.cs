namespace InfraSpecs;

/// <summary>A port that is for this machine only cannot be brought here from an engine that is elsewhere, and is not opened to everybody instead.</summary>
public sealed class PortNotForwardedException : InfraSpecsException
{
    internal PortNotForwardedException(string container, IReadOnlyList<int> ports, Uri engine, InfraSpecsException cause)
        : base(
            container,
            $"{container} publishes {string.Join(", ", ports)} for this machine only, and its engine is at {engine}. What would forward it, the image source probe, cannot be had there.",
            cause.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            "make the image there once, or name one that is there in INFRASPECS_IMAGE_PROBE. To open the port to everybody who reaches that machine, say so: "
            + "WithPortOnAllAddresses for a container, PublishOnAllAddresses for a server.",
            cause) => Ports = ports;

    /// <summary>The ports in the container.</summary>
    public IReadOnlyList<int> Ports { get; }
}
