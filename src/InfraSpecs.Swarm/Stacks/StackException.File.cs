namespace InfraSpecs.Swarm;

public sealed partial class StackException
{
    internal static StackException Unreadable(ComposeFile file, (string Path, string Named, int Line) it, string why) => AboutName(
        StackReason.FileUnreadable, file, it, why, "mend the name, or make the file; names are relative to the compose file, and files are regular ones.");

    internal static StackException AbsolutePath(ComposeFile file, (string Path, string Named, int Line) it) => AboutName(
        StackReason.AbsolutePath, file, it, "which is an absolute path", "name it relative to the compose file, so that the stack is the same on every machine.");

    internal static StackException RelativeMount(ComposeFile file, (string Path, string Named, int Line) it) => AboutName(
        StackReason.RelativeMount, file, it, "a folder beside the file, which the nodes do not have", "mount an absolute path that each node has, or give the files as configs.");

    internal static StackException Unreadable(string file, string why) => new(
        StackReason.FileUnreadable, file, $"StackOptions.File is {file}, {why}.", [], "name a compose file, which is a regular one.") { File = file };

    internal static StackException TooComplex(string file, int line, string has) => new(
        StackReason.FileTooComplex, file, $"{file}:{line}: the file has {has}.", [], "write it out plainer; no stack needs that.") { File = file, Line = line };

    internal static StackException DuplicateKey(ComposeFile file, ComposeDuplicate it) => new(
        StackReason.DuplicateKey,
        file.Path,
        $"{file.Path}:{it.Second}: {it.Path} is given twice, in line {it.First} and in line {it.Second}.",
        [file.Quoted(it.First), file.Quoted(it.Second)],
        "keep one; the docker command would take the last, and say nothing.") { File = file.Path, Path = it.Path, Line = it.Second };

    private static StackException AboutName(StackReason reason, ComposeFile file, (string Path, string Named, int Line) it, string what, string advice) => new(
        reason, file.Path, $"{file.Path}:{it.Line}: {it.Path} names {it.Named}, {what}.", [file.Quoted(it.Line)], advice)
    {
        File = file.Path, Path = it.Path, Line = it.Line,
    };
}
