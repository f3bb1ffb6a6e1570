namespace InfraSpecs.Images;

/// <summary>A text is no image snapshot, or one of another form.</summary>
public sealed class ImageSnapshotException : InfraSpecsException
{
    internal ImageSnapshotException(int line, string text, string why)
        : base("snapshot", $"The text is no image snapshot: line {line} {why}.", [$"line {line}: {text}"], "resolve conflicts by hand, or delete the text, run the spec and accept what it received: infraspecs snapshot accept.") =>
        Line = line;

    /// <summary>Which line, the first is 1.</summary>
    public int Line { get; }
}
