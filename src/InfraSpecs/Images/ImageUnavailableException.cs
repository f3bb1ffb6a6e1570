namespace InfraSpecs;

/// <summary>An image is not on the engine, cannot be pulled, and is not one that can be built.</summary>
public sealed class ImageUnavailableException : InfraSpecsException
{
    internal ImageUnavailableException(string image, string pullFailure, IEnumerable<string> sources, string? variable)
        : base(
            image,
            $"Image {image} is not on the engine and cannot be pulled, and there is no image source of that name to build.",
            [
                .. variable is null ? Array.Empty<string>() : [$"It was named by {variable} in the environment."],
                $"The pull: {pullFailure}",
                $"Image sources: {string.Join(", ", sources)}",
            ],
            "check the spelling, load or build the image on the engine, or name one of the image sources.") =>
        (Image, PullFailure) = (image, pullFailure);

    /// <summary>The reference that was asked for.</summary>
    public string Image { get; }

    /// <summary>What the engine said to the pull.</summary>
    public string PullFailure { get; }
}
