namespace InfraSpecs;

/// <summary>What was to be held in memory is larger than <see cref="Limit"/>: a command's output, or a file. A command may still run.</summary>
public sealed class OutputTooLargeException : InfraSpecsException
{
    /// <summary>How much is held in memory, in bytes: 64 MiB.</summary>
    public const long Limit = 64 << 20;

    private OutputTooLargeException(string subject, string headline, string advice)
        : base(subject, headline, [], advice)
    {
    }

    internal static OutputTooLargeException OfCommand(string program) => new(
        program,
        $"The command {program} wrote more than 64 MiB to its standard output, which is the most that is held in memory.",
        "take what it writes as a stream, with PipeAsync, or let it write less.");

    internal static OutputTooLargeException OfError(string program) => new(
        program,
        $"The command {program} wrote more than 64 MiB to its standard error, which is the most that is held in memory.",
        "let it write less, or write to its standard output, which PipeAsync takes as a stream: sh -c 'exec command 2>&1'.");

    internal static OutputTooLargeException OfFile(string path, long size) => new(
        path,
        $"The file {path} has {FailureText.Count(size, "byte")}, and 64 MiB is the most that is held in memory.",
        "take what it holds as a stream: PipeAsync with the command cat.");
}
