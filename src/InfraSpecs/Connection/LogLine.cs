using Docker.DotNet;

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
        : $"| {text[..LongestShown]}… ({FailureText.Count(text.Length, "character")})";

    /// <summary>Cuts a stream of standard output and standard error, as the Docker API gives it, into lines, as they come.</summary>
    /// <param name="output">The stream.</param>
    /// <param name="time">Where times of arrival come from.</param>
    /// <param name="token">Closes the stream; the reading ends with an <see cref="OperationCanceledException"/>.</param>
    public static IAsyncEnumerable<LogLine> ReadAsync(MultiplexedStream output, TimeProvider time, CancellationToken token) =>
        LineReader.ReadAsync(output, time, token);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
