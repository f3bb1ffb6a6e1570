namespace InfraSpecs.Images;

/// <summary>One root cause, with all files that it concerns.</summary>
public sealed record PortabilityFinding
{
    /// <summary>Which.</summary>
    public required PortabilityFault Fault { get; init; }

    /// <summary>What is missing or wrong: the library's name, the loader's path, the machine.</summary>
    public required string Subject { get; init; }

    /// <summary>In one line without a full stop: "libX.so.1: needed by /usr/bin/app (entry point) and 2 others, in no library directory".</summary>
    public required string Sentence { get; init; }

    /// <summary>The files that it concerns, those first that the image starts, then programs, then libraries.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Whether it concerns what the image starts: by ENTRYPOINT and CMD, or by HEALTHCHECK.</summary>
    public bool IsStarted { get; init; }

    /// <summary>Whether it is only to be known, and does not make the image fail.</summary>
    public bool IsNote { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Sentence;
}
