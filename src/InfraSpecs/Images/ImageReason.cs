namespace InfraSpecs;

/// <summary>Why an <see cref="ImageException"/> was thrown.</summary>
public enum ImageReason
{
    /// <summary>The image is not on the engine, cannot be pulled, and is not one that can be built. Check its spelling, or load or build it on the engine.</summary>
    Unavailable,

    /// <summary>There is no such folder to build, or no Dockerfile in it. Correct the path, or name the file in <see cref="ImageBuildOptions.Dockerfile"/>.</summary>
    SourceMissing,

    /// <summary>Something in the folder cannot be read, or a line of its ignore file is no pattern. Make it readable or leave it out by a .dockerignore, or
    /// correct the line.</summary>
    SourceUnreadable,

    /// <summary>The build asks for what the builder cannot do. Leave <see cref="ImageBuildOptions.Builder"/> at BuildKit, or install the docker command
    /// with its buildx plugin.</summary>
    BuilderInsufficient,

    /// <summary>The build failed. Read the error and the last lines that it printed, and mend the Dockerfile.</summary>
    BuildFailed,
}
