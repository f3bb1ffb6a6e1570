using System.Text.RegularExpressions;

namespace InfraSpecs;

/// <summary>Which of the engine's builders makes an image. They differ in details of the result, as in setuid bits of copied files.</summary>
public enum ImageBuilder
{
    /// <summary>BuildKit, which <c>docker build</c> takes where its buildx plugin is installed.</summary>
    BuildKit,

    /// <summary>The older builder, which <c>docker build</c> takes where buildx is not installed, or DOCKER_BUILDKIT is 0.</summary>
    Classic,
}

/// <summary>How an image is built from a folder; by default as <c>docker build .</c> in that folder builds it.</summary>
public sealed partial record ImageBuildOptions
{
    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    /// <summary>The Dockerfile's path: from the folder, or absolute. It may be outside of the folder.</summary>
    /// <value>Default "Dockerfile".</value>
    public string Dockerfile { get; init; } = "Dockerfile";

    /// <summary>The stage that is built, by its name in the Dockerfile.</summary>
    /// <value>Default null: the last one.</value>
    public string? Target { get; init; }

    /// <summary>Values for the Dockerfile's ARG lines. They can be read from the image's history: use <see cref="Secrets"/> for secrets.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyDictionary<string, string> BuildArguments { get; init; } = None;

    /// <summary>Labels that the image gets besides those of its Dockerfile.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = None;

    /// <summary>
    /// Values for RUN --mount=type=secret, by their id. They need BuildKit and, on this machine, the docker command with its buildx plugin. They are in no
    /// failure text, and a changed value alone makes no new image, as with <c>docker build</c>.
    /// </summary>
    /// <value>Default: none.</value>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = None;

    /// <summary>The platform that is built for, as "linux/arm64".</summary>
    /// <value>Default null: the engine's own.</value>
    public string? Platform { get; init; }

    /// <summary>Which of the engine's builders builds it.</summary>
    /// <value>Default <see cref="ImageBuilder.BuildKit"/>.</value>
    public ImageBuilder Builder { get; init; } = ImageBuilder.BuildKit;

    internal void Validate() => InvalidOptionsException.ThrowIfAny(this, () =>
    [
        (string.IsNullOrWhiteSpace(Dockerfile), "Dockerfile is empty; it must be a path."),
        (Target is not null && !Word().IsMatch(Target), $"Target is '{Target}'; it must be the name of a stage, or null for the last one."),
        (!AreNames(BuildArguments), "BuildArguments has a name that is none; names must not be empty, and hold no '=' and no spaces."),
        (!AreNames(Labels), "Labels has a name that is none; names must not be empty, and hold no '=' and no spaces."),
        (!AreNames(Secrets) || Secrets.Keys.Any(id => id.Contains(',')), "Secrets has an id that is none; ids must not be empty, and hold no '=', ',' and no spaces."),
        (Secrets.Count > 0 && Builder != ImageBuilder.BuildKit, "Secrets are given, and Builder is not BuildKit; only BuildKit knows secrets."),
        (Platform is not null && !PlatformForm().IsMatch(Platform), $"Platform is '{Platform}'; it must be as linux/amd64 or linux/arm/v7 are."),
    ]);

    private static bool AreNames(IReadOnlyDictionary<string, string> values) => values.Keys.All(it => NameForm().IsMatch(it));

    [GeneratedRegex(@"\A[^\s=\0]+\z")]
    private static partial Regex NameForm();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_.-]*\z")]
    private static partial Regex Word();

    [GeneratedRegex(@"\A[a-z0-9]+/[a-z0-9_]+(/[a-z0-9]+)?\z")]
    private static partial Regex PlatformForm();
}
