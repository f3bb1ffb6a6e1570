namespace InfraSpecs.Cli.Write;

/// <summary>No spec can be written of what was named, or not where it was to be.</summary>
internal sealed class WriteException : InfraSpecsException
{
    private WriteException(string subject, string headline, string advice, Exception? inner = null)
        : base(subject, headline, inner is null ? [] : [inner.Message.Split('\n')[0]], advice, inner)
    {
    }

    public static WriteException Exists(string output) => new(
        output, $"{output} is there already, and is not overwritten.", "name another file, or remove it first.");

    public static WriteException NoFolder(string output, string folder) => new(
        output, $"{output} cannot be written: there is no folder {folder}.", "make the folder, or name a file in one that is there.");

    public static WriteException OutputIsFolder(string output) => new(
        output, $"{output} is a folder.", $"name the file: {Path.Combine(output, "Specs.cs")}.");

    public static WriteException IsFolder(string path) => new(
        path, $"{path} is a folder.", "name a crontab or a stack file in it, or a container or an image of the engine.");

    public static WriteException NoFile(string path) => new(
        path, $"There is no file {path}.", "name a crontab or a stack file that is there, or a container or an image of the engine.");

    public static WriteException NoSpecsOf(string path, string why) => new(
        path, $"{path} is neither a crontab nor a stack file: {why}.", "name a crontab, a compose file with 'services:', a container or an image of the engine.");

    public static WriteException Stack(string path, long? line, string why) => new(
        path, $"{path}{(line is { } at ? $":{at}" : "")}: {why}.", "mend the file; a stack that cannot run has no specs that pass.");

    public static WriteException Ended(string container, string how, string image) => new(
        container, $"The container {container} {how}, so that nothing can be said of it.", $"start it, or name its image: {image}.");

    public static WriteException Unknown(string name, IReadOnlyList<string> containers, string? folder, Exception inner) => new(
        name,
        $"There is no file, no container and no image {name}{(folder is null ? "" : $", but a folder {folder}")}"
            + $"{(Likeness.Nearest(name, containers) is { } near ? $"; did you mean the container {near}?" : ".")}",
        "name a file that is there, a container of 'docker ps', or an image.",
        inner);
}
