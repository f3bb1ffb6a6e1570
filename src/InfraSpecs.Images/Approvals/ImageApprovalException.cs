namespace InfraSpecs.Images;

/// <summary>The source file of a spec is not on this machine, so that no approved text can be beside it.</summary>
public sealed class ImageApprovalException : InfraSpecsException
{
    internal ImageApprovalException(string sourceFile, string program)
        : base(
            sourceFile, $"The source file {sourceFile} is not on this machine, so that there is no approved text beside it.", [$"It was looked for there, and by the ends of its path from {program} upwards."],
            "run the specs in the checkout, or copy source and approved texts beside the program: <Content Include=\"**/*.image.txt;**/*.cs\" CopyToOutputDirectory=\"PreserveNewest\"/>.") =>
        SourceFile = sourceFile;

    /// <summary>As the compiler wrote it.</summary>
    public string SourceFile { get; }
}
