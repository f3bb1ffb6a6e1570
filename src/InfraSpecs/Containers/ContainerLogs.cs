using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Docker.DotNet;
using DotNet.Testcontainers.Containers;
using InfraSpecs.Internal;

namespace InfraSpecs;

/// <summary>Following what a container prints, and the files in it, as streams: nothing is read twice.</summary>
public static class ContainerLogs
{
    /// <summary>The lines that a container prints, from its first, as they come; the stream ends when the container does.</summary>
    /// <param name="container">The container.</param>
    /// <param name="engine">The engine it is on.</param>
    /// <param name="token">Ends the stream with an <see cref="OperationCanceledException"/>.</param>
    public static IAsyncEnumerable<LogLine> ReadOutputAsync(this IContainer container, Engine engine, CancellationToken token) =>
        FollowedLog.OutputOf(engine, container).ReadLinesAsync(after: 0, token);

    /// <summary>The lines of a file in a container, from its first, as they come, also of a file that is not there yet. The image needs
    /// <c>sh</c> and <c>tail</c>; with busybox's tail a line may come a second late.</summary>
    /// <param name="container">The container.</param>
    /// <param name="engine">The engine it is on.</param>
    /// <param name="path">The absolute path in the container.</param>
    /// <param name="token">Ends the stream with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="LogUnreadableException">The image has no sh or no tail.</exception>
    public static IAsyncEnumerable<LogLine> ReadFileLinesAsync(
        this IContainer container, Engine engine, string path, CancellationToken token) =>
        FollowedLog.FileIn(engine, container, path).ReadLinesAsync(after: 0, token);

    /// <summary>Follows what a container prints, counting the lines that match.</summary>
    /// <param name="container">The container.</param>
    /// <param name="engine">The engine it is on.</param>
    /// <param name="pattern">A regular expression.</param>
    public static LogFollower FollowOutput(
        this IContainer container, Engine engine, [StringSyntax(StringSyntaxAttribute.Regex)] string pattern) =>
        new(FollowedLog.OutputOf(engine, container), Compile(pattern));

    /// <summary>Follows a file in a container, counting the lines that match; see <see cref="ReadFileLinesAsync"/>.</summary>
    /// <param name="container">The container.</param>
    /// <param name="engine">The engine it is on.</param>
    /// <param name="path">The absolute path in the container.</param>
    /// <param name="pattern">A regular expression.</param>
    public static LogFollower FollowFile(
        this IContainer container, Engine engine, string path, [StringSyntax(StringSyntaxAttribute.Regex)] string pattern) =>
        new(FollowedLog.FileIn(engine, container, path), Compile(pattern));

    /// <summary>Waits until a container has printed <paramref name="count"/> lines that match.</summary>
    /// <param name="container">The container.</param>
    /// <param name="engine">The engine it is on.</param>
    /// <param name="pattern">A regular expression.</param>
    /// <param name="count">How many lines.</param>
    /// <param name="within">The deadline.</param>
    /// <param name="token">The caller's token.</param>
    /// <inheritdoc cref="LogFollower.WaitForMatchesAsync" path="/exception"/>
    public static async Task<LogSnapshot> WaitForOutputAsync(
        this IContainer container,
        Engine engine,
        [StringSyntax(StringSyntaxAttribute.Regex)] string pattern,
        int count,
        TimeSpan within,
        CancellationToken token)
    {
        await using var log = container.FollowOutput(engine, pattern);
        return await log.WaitForMatchesAsync(count, within, token);
    }

    /// <summary>Waits until a file in a container has <paramref name="count"/> lines that match.</summary>
    /// <param name="container">The container.</param>
    /// <param name="engine">The engine it is on.</param>
    /// <param name="path">The absolute path in the container.</param>
    /// <param name="pattern">A regular expression.</param>
    /// <param name="count">How many lines.</param>
    /// <param name="within">The deadline.</param>
    /// <param name="token">The caller's token.</param>
    /// <inheritdoc cref="LogFollower.WaitForMatchesAsync" path="/exception"/>
    public static async Task<LogSnapshot> WaitForFileLinesAsync(
        this IContainer container,
        Engine engine,
        string path,
        [StringSyntax(StringSyntaxAttribute.Regex)] string pattern,
        int count,
        TimeSpan within,
        CancellationToken token)
    {
        await using var log = container.FollowFile(engine, path, pattern);
        return await log.WaitForMatchesAsync(count, within, token);
    }

    /// <summary>Cuts a stream of standard output and standard error, as the Docker API gives it, into lines, as they come.</summary>
    /// <param name="output">The stream.</param>
    /// <param name="time">Where times of arrival come from.</param>
    /// <param name="token">Closes the stream; the reading ends with an <see cref="OperationCanceledException"/>.</param>
    public static IAsyncEnumerable<LogLine> ReadLinesAsync(MultiplexedStream output, TimeProvider time, CancellationToken token) =>
        LineReader.ReadAsync(output, time, token);

    /// <summary>A container's name without the slash that the engine puts before it.</summary>
    /// <param name="container">The container.</param>
    public static string ShortName(this IContainer container) => container.Name.TrimStart('/');

    private static Regex Compile(string pattern) => new(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
}
