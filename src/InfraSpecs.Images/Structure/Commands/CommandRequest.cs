namespace InfraSpecs.Images.Structure.Commands;

/// <summary>A command that is run in a container of its own.</summary>
internal sealed record CommandRequest
{
    public required string Image { get; init; }

    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>As "NAME=value", beyond the image's own.</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    public required ContainerRunOptions Options { get; init; }

    /// <summary>Whether a terminal is asked for, where the options do.</summary>
    public bool HasTty { get; init; }
}

/// <summary>How a command ended.</summary>
internal sealed record CommandEnd(long ExitCode, ReadOnlyMemory<byte> Output, ReadOnlyMemory<byte> Error);
