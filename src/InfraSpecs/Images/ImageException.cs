namespace InfraSpecs;

/// <summary>An image cannot be had, or its source could not be built; <see cref="Reason"/> says why.</summary>
public sealed class ImageException : InfraSpecsException
{
    private const string MendDockerfile = "mend its Dockerfile. If it starts from an image that the engine cannot pull, load that image";
    private const string OrOwnBase = ", or name your own base image in INFRASPECS_IMAGE_BASE";

    private ImageException(ImageReason reason, string subject, string headline, IEnumerable<string> facts, string advice, Exception? inner = null)
        : base(subject, headline, facts, advice, inner) => Reason = reason;

    /// <summary>Why it was thrown.</summary>
    public ImageReason Reason { get; }

    /// <summary>The reference that was asked for; null for other reasons than <see cref="ImageReason.Unavailable"/>.</summary>
    public string? Image { get; private init; }

    /// <summary>What the engine said to the pull; null for other reasons than <see cref="ImageReason.Unavailable"/>.</summary>
    public string? PullFailure { get; private init; }

    /// <summary>The image source's name, or its folder's absolute path; null for <see cref="ImageReason.Unavailable"/>.</summary>
    public new string? Source { get; private init; }

    /// <summary>Why the source could not be built; null for <see cref="ImageReason.Unavailable"/>.</summary>
    public string? Error { get; private init; }

    /// <summary>The last lines that the build printed; empty where it did not begin.</summary>
    public IReadOnlyList<string> LastLines { get; private init; } = [];

    internal static ImageException Unavailable(string image, string pullFailure, IEnumerable<string> sources, string? variable) => new(
        ImageReason.Unavailable,
        image,
        $"Image {image} is not on the engine and cannot be pulled, and there is no image source of that name to build: {FailureText.Sentence(pullFailure)}",
        [
            .. variable is null ? Array.Empty<string>() : [$"It was named by {variable} in the environment."],
            $"Image sources: {string.Join(", ", sources)}",
        ],
        "check the spelling, load or build the image on the engine, or name one of the image sources.")
    {
        Image = image, PullFailure = pullFailure,
    };

    internal static ImageException BuildFailed(string source, string error, IReadOnlyList<string> lastLines) => NotBuilt(
        ImageReason.BuildFailed,
        source,
        error,
        lastLines.Count == 0 ? [] : ["The build's last lines:", .. FailureText.Quote(lastLines)],
        $"{MendDockerfile}{(Path.IsPathRooted(source) ? "" : OrOwnBase)}.", // only our own sources begin with that image
        lastLines: lastLines);

    internal static ImageException NoFolder(string path, string given) => NotBuilt(
        ImageReason.SourceMissing,
        path,
        "there is no such folder.",
        Path.IsPathRooted(given) ? [] : [$"'{given}' was looked for from {ProjectFolder.Above(AppContext.BaseDirectory)}, the folder of the test's project."],
        "correct the path, or give an absolute one.");

    internal static ImageException NoDockerfile(string path, string dockerfile) => NotBuilt(
        ImageReason.SourceMissing,
        path,
        Path.GetDirectoryName(dockerfile) == path ? $"it has no {Path.GetFileName(dockerfile)}." : $"there is no {dockerfile}.",
        [.. FailureText.Quote(Directory.EnumerateFileSystemEntries(path).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal).Take(20))],
        "name the file in ImageBuildOptions.Dockerfile.");

    /// <summary>Of a source that the package carries.</summary>
    internal static ImageException NoDockerfile(string source, IReadOnlyList<string> files) => NotBuilt(
        ImageReason.SourceMissing, source, "it has no Dockerfile.", files.Count == 0 ? [] : ["It has:", .. FailureText.Quote(files)], "add one to it.");

    internal static ImageException Unreadable(string path, Exception inner) => NotBuilt(
        ImageReason.SourceUnreadable, path, $"not all of it can be read: {inner.Message}", [], "make it readable, or leave it out by a .dockerignore.", inner);

    internal static ImageException BadIgnore(string path, string file, Exception inner) => NotBuilt(
        ImageReason.SourceUnreadable, path, $"{inner.Message}.", [$"It is in {file}."], "correct the line.", inner);

    internal static ImageException NeedsBuildKit(string path, string need) => NotBuilt(
        ImageReason.BuilderInsufficient,
        path,
        $"{need}, which only BuildKit can do, and ImageBuildOptions.Builder is Classic.",
        [],
        "leave ImageBuildOptions.Builder at BuildKit, if that is what builds the image that ships.");

    internal static ImageException NeedsDockerCommand(string path, string why, string? need, string? command) => NotBuilt(
        ImageReason.BuilderInsufficient,
        path,
        $"{why}, which BuildKit takes from nobody but the docker command with its buildx plugin.",
        [
            $"The docker command: {command ?? "there is none on the PATH"}",
            .. need is null ? Array.Empty<string>() : [$"The older builder cannot do it either: {need}."],
        ],
        "install the docker command and its buildx plugin where the tests run (Debian's packages docker-cli and docker-buildx).");

    private static ImageException NotBuilt(
        ImageReason reason, string source, string error, IEnumerable<string> facts, string advice, Exception? inner = null, IReadOnlyList<string>? lastLines = null) =>
        new(reason, source, $"Image source {source} could not be built: {error}", facts, advice, inner)
        {
            Source = source, Error = error, LastLines = lastLines ?? [],
        };
}
