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
    private const int LongestShown = 2_000;

    /// <summary>As a failure shows it: without secrets, and of a very long line the beginning.</summary>
    internal string Shown => CommandText.WithoutSecrets(Text) is var text && text.Length <= LongestShown
        ? "| " + text
        : $"| {text[..LongestShown]}… ({Internal.FailureText.Count(text.Length, "character")})";

    /// <inheritdoc/>
    public override string ToString() => Text;
}
