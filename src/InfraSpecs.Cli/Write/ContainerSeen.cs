namespace InfraSpecs.Cli.Write;

/// <summary>What was seen of a running container, as far as specs speak of it.</summary>
internal sealed record ContainerSeen
{
    public required string Name { get; init; }

    /// <summary>The reference or ID that it was started from.</summary>
    public required string Image { get; init; }

    /// <summary>Its image now; null where nothing can be said of that.</summary>
    public ImageSeen? OfImage { get; init; }

    /// <summary>Why nothing is said of its image, in half a sentence.</summary>
    public string? ImageTrouble { get; init; }

    public IReadOnlyList<ContainerMount> Mounts { get; init; } = [];

    /// <summary>What its health check says: "healthy"; null where it has none.</summary>
    public string? Health { get; init; }

    /// <summary>The TCP ports that are published.</summary>
    public IReadOnlyList<SeenPort> Ports { get; init; } = [];

    /// <summary>Ports that are exposed or published, and of which no spec can speak, each with the reason: "53/udp" …</summary>
    public IReadOnlyList<(string Port, string Why)> OtherPorts { get; init; } = [];
}

/// <summary>A TCP port that is published.</summary>
/// <param name="Number">In the container.</param>
/// <param name="Host">On the engine's machine, where it was asked for; null where the engine chose it.</param>
/// <param name="Status">What GET / was answered with; null where it speaks no HTTP.</param>
/// <param name="Trouble">Why no connection to it lasted, in half a sentence; null if one did.</param>
internal sealed record SeenPort(int Number, int? Host = null, int? Status = null, string? Trouble = null);
