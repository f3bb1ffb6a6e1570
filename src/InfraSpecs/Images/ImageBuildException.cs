using InfraSpecs.Images;

namespace InfraSpecs;

/// <summary>An image source could not be built.</summary>
public sealed class ImageBuildException : InfraSpecsException
{
    private const string MendDockerfile =
        "mend its Dockerfile. If it starts from an image that the engine cannot pull, run ./build.sh images, "
        + "which makes the base image from Debian's packages, or name your own in INFRASPECS_IMAGE_BASE.";

    internal ImageBuildException(string source, string error, IReadOnlyList<string> lastLines)
        : this(source, error, lastLines, lastLines.Count == 0 ? [] : ["The build's last lines:", .. lastLines.Select(line => "| " + line)], MendDockerfile)
    {
    }

    private ImageBuildException(
        string source, string error, IReadOnlyList<string> lastLines, IEnumerable<string> facts, string advice, Exception? inner = null)
        : base(source, $"Image source {source} could not be built: {error}", facts, advice, inner) =>
        (Source, Error, LastLines) = (source, error, lastLines);

    /// <summary>The image source's name, or its folder's absolute path.</summary>
    public new string Source { get; }

    /// <summary>What the engine said.</summary>
    public string Error { get; }

    /// <summary>The last lines that the build printed.</summary>
    public IReadOnlyList<string> LastLines { get; }

    internal static ImageBuildException NoFolder(string path, string given) => new(
        path,
        "there is no such folder.",
        [],
        Path.IsPathRooted(given) ? [] : [$"'{given}' was looked for from {ProjectFolder.Above(AppContext.BaseDirectory)}, the folder of the test's project."],
        "correct the path, or give an absolute one.");

    internal static ImageBuildException NoDockerfile(string path, string dockerfile) => new(
        path,
        Path.GetDirectoryName(dockerfile) == path ? $"it has no {Path.GetFileName(dockerfile)}." : $"there is no {dockerfile}.",
        [],
        [.. Directory.EnumerateFileSystemEntries(path).Select(file => "| " + Path.GetFileName(file)).Order(StringComparer.Ordinal).Take(20)],
        "name the file in ImageBuildOptions.Dockerfile.");

    internal static ImageBuildException Unreadable(string path, Exception inner) => new(
        path, $"not all of it can be read: {inner.Message}", [], [], "make it readable, or leave it out by a .dockerignore.", inner);

    internal static ImageBuildException BadIgnore(string path, string file, Exception inner) => new(
        path, $"{inner.Message}.", [], [$"It is in {file}."], "correct the line.", inner);

    internal static ImageBuildException NeedsBuildKit(string path, string need) => new(
        path,
        $"{need}, which only BuildKit can do, and ImageBuildOptions.Builder is Classic.",
        [],
        [],
        "leave ImageBuildOptions.Builder at BuildKit, if that is what builds the image that ships.");

    internal static ImageBuildException NeedsDockerCommand(string path, string why, string? need, string? command) => new(
        path,
        $"{why}, which BuildKit takes from nobody but the docker command with its buildx plugin.",
        [],
        [
            $"The docker command: {command ?? "there is none on the PATH"}",
            .. need is null ? Array.Empty<string>() : [$"The older builder cannot do it either: {need}."],
        ],
        "install the docker command and its buildx plugin where the tests run (Debian's packages docker-cli and docker-buildx).");
}
