namespace InfraSpecs;

/// <summary>Where a line was written.</summary>
public enum LogChannel
{
    /// <summary>The container's standard output, or a file.</summary>
    Output,

    /// <summary>The container's standard error.</summary>
    Error,
}

/// <summary>One line of a log.</summary>
/// <param name="Number">Its place in what was followed, from 1.</param>
/// <param name="ArrivedAt">When it reached this process; lines written before the following began arrive together.</param>
/// <param name="Text">The line without its end. Bytes that are not UTF-8 become U+FFFD.</param>
/// <param name="Channel">Where it was written.</param>
public readonly record struct LogLine(long Number, DateTimeOffset ArrivedAt, string Text, LogChannel Channel)
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}
