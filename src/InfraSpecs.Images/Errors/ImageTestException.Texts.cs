namespace InfraSpecs.Images;

public sealed partial class ImageTestException
{
    internal static ImageTestException SourceNotFound(string sourceFile, string program) => new(
        ImageTestReason.SourceNotFound,
        sourceFile,
        $"The source file {sourceFile} is not on this machine, so that there is no approved text beside it.",
        [$"It was looked for there, and by the ends of its path from {program} upwards."],
        "run the specs in the checkout, or copy sources and approved texts beside the program: <Content Include=\"**/*.image.txt;**/*.cs\" CopyToOutputDirectory=\"PreserveNewest\"/>.");

    internal static ImageTestException FolderNotFound(string folder) =>
        new(ImageTestReason.SourceNotFound, folder, $"There is no folder {folder}.", [], "name a folder that is there, or run it in the checkout.");

    internal static ImageTestException NotApproved(string path, string receivedPath, Exception why) => new(
        ImageTestReason.NotApproved,
        path,
        $"{path} cannot be written, so that what was received is not approved: {why.Message}",
        [$"received: {receivedPath}"],
        "run it as somebody who may write there, and see that no folder has the text's name.");

    internal static ImageTestException SnapshotInvalid(int line, string text, string why) => new(
        ImageTestReason.SnapshotInvalid,
        "snapshot",
        $"The text is no image snapshot: line {line} {why}.",
        [$"line {line}: {text}"],
        "resolve conflicts by hand, or delete the text, run the spec and accept what it received: infraspecs snapshot accept.")
    {
        Line = line,
    };

    internal static ImageTestException StructureTestsInvalid(string path, IReadOnlyList<(int Line, string Text)> faults) => new(
        ImageTestReason.StructureTestsInvalid,
        path,
        $"The structure tests in {path} cannot be read.",
        faults.Select(fault => fault.Line > 0 ? $"line {fault.Line}: {fault.Text}" : fault.Text),
        "mend the file. No test of it was run, as with container-structure-test.")
    {
        Line = faults.Count > 0 ? faults[0].Line : 0,
    };

    internal static ImageTestException GlobInvalid(string glob, string why, Exception inner) => new(
        ImageTestReason.GlobInvalid,
        $"glob '{glob}'",
        $"Glob '{glob}' cannot be used: {why}",
        [],
        "write a path, '/usr/bin/*' for what is in a folder, '/usr/**' for all below it, or '*.pem' for names anywhere.",
        inner);

    internal static ImageTestException VersionRangeInvalid(string range, string bound) => new(
        ImageTestReason.VersionRangeInvalid,
        $"version range '{range}'",
        $"Version range '{range}' cannot be used: '{bound}' is not one of =, >=, <=, >, < and a version.",
        [],
        "write it as '>= 3.0.11-1', or several bounds with a comma between, as '>= 1.2, < 2'.")
    {
        Bound = bound,
    };
}
