namespace InfraSpecs.Swarm;

/// <summary>A compose file names a file or folder that cannot be had. Nothing was deployed.</summary>
public sealed class StackFileException : InfraSpecsException
{
    private StackFileException(ComposeFile file, string path, string named, int line, string what, string advice)
        : base(file.Path, $"{file.Path}:{line}: {path} names {named}, {what}.", [$"{line} | {file.Shown(line)}"], advice) =>
        (File, Path, Named, Line) = (file.Path, path, named, line);

    /// <summary>The compose file.</summary>
    public string File { get; }

    /// <summary>Where in it: "secrets.db_password.file".</summary>
    public string Path { get; }

    /// <summary>What it names there.</summary>
    public string Named { get; }

    /// <summary>In which of its lines, from 1.</summary>
    public int Line { get; }

    internal static StackFileException Missing(ComposeFile file, (string Path, string Named, int Line) it, string looked) =>
        new(file, it.Path, it.Named, it.Line, $"and there is no file {looked}", "mend the name, or make the file; names are relative to the compose file.");

    internal static StackFileException Absolute(ComposeFile file, (string Path, string Named, int Line) it) =>
        new(file, it.Path, it.Named, it.Line, "which is an absolute path", "name it relative to the compose file, so that the stack is the same on every machine.");

    internal static StackFileException Mount(ComposeFile file, (string Path, string Named, int Line) it) =>
        new(file, it.Path, it.Named, it.Line, "a folder beside the file, which the nodes do not have", "mount an absolute path that each node has, or give the files as configs.");
}
