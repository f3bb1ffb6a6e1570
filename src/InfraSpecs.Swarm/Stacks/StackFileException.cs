namespace InfraSpecs.Swarm;

/// <summary>A compose file cannot be used, or names a file or folder that cannot be had. Nothing was deployed.</summary>
public sealed class StackFileException : InfraSpecsException
{
    private StackFileException(string file, string path, string named, int line, string headline, IEnumerable<string> facts, string advice)
        : base(file, headline, facts, advice) =>
        (File, Path, Named, Line) = (file, path, named, line);

    private StackFileException(ComposeFile file, (string Path, string Named, int Line) it, string what, string advice)
        : this(file.Path, it.Path, it.Named, it.Line, $"{file.Path}:{it.Line}: {it.Path} names {it.Named}, {what}.", [file.Quoted(it.Line)], advice)
    {
    }

    /// <summary>The compose file.</summary>
    public string File { get; }

    /// <summary>Where in it: "secrets.db_password.file"; empty where it is about the file itself.</summary>
    public string Path { get; }

    /// <summary>What it names there; empty where it is about the file itself.</summary>
    public string Named { get; }

    /// <summary>In which of its lines, from 1.</summary>
    public int Line { get; }

    internal static StackFileException Unreadable(ComposeFile file, (string Path, string Named, int Line) it, string why) =>
        new(file, it, why, "mend the name, or make the file; names are relative to the compose file, and files are regular ones.");

    internal static StackFileException Absolute(ComposeFile file, (string Path, string Named, int Line) it) =>
        new(file, it, "which is an absolute path", "name it relative to the compose file, so that the stack is the same on every machine.");

    internal static StackFileException Mount(ComposeFile file, (string Path, string Named, int Line) it) =>
        new(file, it, "a folder beside the file, which the nodes do not have", "mount an absolute path that each node has, or give the files as configs.");

    internal static StackFileException Unreadable(string file, string why) =>
        new(file, "", "", 1, $"StackOptions.File is {file}, {why}.", [], "name a compose file, which is a regular one.");

    internal static StackFileException Beyond(string file, int line, string has) =>
        new(file, "", "", line, $"{file}:{line}: the file has {has}.", [], "write it out plainer; no stack needs that.");

    internal static StackFileException Twice(ComposeFile file, ComposeDuplicate it) => new(
        file.Path, it.Path, "", it.Second, $"{file.Path}:{it.Second}: {it.Path} is given twice, in line {it.First} and in line {it.Second}.",
        [file.Quoted(it.First), file.Quoted(it.Second)], "keep one; the docker command would take the last, and say nothing.");
}
