namespace InfraSpecs;

/// <summary>An image source could not be built.</summary>
public sealed class ImageBuildException : InfraSpecsException
{
    internal ImageBuildException(string source, string error, IReadOnlyList<string> lastLines)
        : base(
            source,
            $"Image source {source} could not be built: {error}",
            ["The build's last lines:", .. lastLines.Select(line => "| " + line)],
            "mend its Dockerfile. If it starts from an image that the engine cannot pull, run ./build.sh images, "
            + "which makes the base image from Debian's packages, or name your own in INFRASPECS_IMAGE_BASE.") =>
        (Source, Error, LastLines) = (source, error, lastLines);

    /// <summary>The image source's name or folder.</summary>
    public new string Source { get; }

    /// <summary>What the engine said.</summary>
    public string Error { get; }

    /// <summary>The last lines that the build printed.</summary>
    public IReadOnlyList<string> LastLines { get; }
}
