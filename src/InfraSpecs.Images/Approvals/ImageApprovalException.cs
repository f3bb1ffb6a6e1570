using InfraSpecs.Images.Approvals;

namespace InfraSpecs.Images;

/// <summary>An approved text cannot be compared with, or received texts cannot be approved: the source file of a spec, or the folder, is not on this machine.</summary>
public sealed class ImageApprovalException : InfraSpecsException
{
    internal ImageApprovalException(string subject, string headline, IEnumerable<string> facts, string advice)
        : base(subject, headline, facts, advice)
    {
    }

    internal static ImageApprovalException NotWritten(ApprovedText text, Exception why) => new(
        text.Path, $"{text.Path} cannot be written, so that what was received is not approved: {why.Message}", [$"received: {text.ReceivedPath}"], "run it as somebody who may write there, and see that no folder has the text's name.");

    internal static ImageApprovalException NoSource(string sourceFile, string program) => new(
        sourceFile, $"The source file {sourceFile} is not on this machine, so that there is no approved text beside it.",
        [$"It was looked for there, and by the ends of its path from {program} upwards."],
        "run the specs in the checkout, or copy sources and approved texts beside the program: <Content Include=\"**/*.image.txt;**/*.cs\" CopyToOutputDirectory=\"PreserveNewest\"/>.");
}
