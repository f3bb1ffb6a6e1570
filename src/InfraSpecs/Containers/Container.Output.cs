using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace InfraSpecs;

/// <content>What it prints, and the lines of its files, as streams: nothing is read twice.</content>
public sealed partial class Container
{
    /// <summary>The lines that the container prints, from its first, as they come; the stream ends when the container does.</summary>
    /// <param name="token">Ends the stream with an <see cref="OperationCanceledException"/>.</param>
    public IAsyncEnumerable<LogLine> ReadOutputAsync(CancellationToken token) =>
        FollowedLog.OutputOf(this).ReadLinesAsync(after: 0, token);

    /// <summary>The lines of a file in the container, from its first, as they come, also of a file that is not there yet. The image needs
    /// <c>sh</c> and <c>tail</c>; with busybox's tail a line may come a second late.</summary>
    /// <param name="path">The absolute path in the container.</param>
    /// <param name="token">Ends the stream with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ContainerException">The image has no sh or no tail.</exception>
    public IAsyncEnumerable<LogLine> ReadFileLinesAsync(string path, CancellationToken token) =>
        FollowedLog.FileIn(this, path).ReadLinesAsync(after: 0, token);

    /// <summary>Follows what the container prints, counting the lines that match.</summary>
    /// <param name="pattern">A regular expression.</param>
    public LogFollower FollowOutput([StringSyntax(StringSyntaxAttribute.Regex)] string pattern) => Follow(FollowedLog.OutputOf(this), pattern);

    /// <summary>Follows a file in the container, counting the lines that match; see <see cref="ReadFileLinesAsync"/>.</summary>
    /// <param name="path">The absolute path in the container.</param>
    /// <param name="pattern">A regular expression.</param>
    public LogFollower FollowFile(string path, [StringSyntax(StringSyntaxAttribute.Regex)] string pattern) => Follow(FollowedLog.FileIn(this, path), pattern);

    /// <summary>Waits until the container has printed <paramref name="count"/> lines that match.</summary>
    /// <param name="pattern">A regular expression.</param>
    /// <param name="count">How many lines.</param>
    /// <param name="within">The deadline; with zero, what is there now is read once.</param>
    /// <param name="token">The caller's token.</param>
    /// <inheritdoc cref="LogFollower.WaitForMatchesAsync" path="/exception"/>
    public Task<LogSnapshot> WaitForOutputAsync(
        [StringSyntax(StringSyntaxAttribute.Regex)] string pattern, int count, TimeSpan within, CancellationToken token) =>
        WaitForLinesAsync(FollowedLog.OutputOf(this, isReadOnce: within == TimeSpan.Zero), pattern, count, within, token);

    /// <summary>Waits until a file in the container has <paramref name="count"/> lines that match.</summary>
    /// <param name="path">The absolute path in the container.</param>
    /// <param name="pattern">A regular expression.</param>
    /// <param name="count">How many lines.</param>
    /// <param name="within">The deadline; with zero, what is there now is read once.</param>
    /// <param name="token">The caller's token.</param>
    /// <inheritdoc cref="LogFollower.WaitForMatchesAsync" path="/exception"/>
    public Task<LogSnapshot> WaitForFileLinesAsync(
        string path, [StringSyntax(StringSyntaxAttribute.Regex)] string pattern, int count, TimeSpan within, CancellationToken token) =>
        WaitForLinesAsync(FollowedLog.FileIn(this, path, isReadOnce: within == TimeSpan.Zero), pattern, count, within, token);

    /// <summary>Without backtracking: a line may be long, and a pattern anybody's.</summary>
    internal const RegexOptions OutputPattern = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    private static LogFollower Follow(FollowedLog log, string pattern) => new(log, new Regex(pattern, OutputPattern));

    private static async Task<LogSnapshot> WaitForLinesAsync(FollowedLog log, string pattern, int count, TimeSpan within, CancellationToken token)
    {
        await using var follower = Follow(log, pattern);
        return await follower.WaitForMatchesAsync(count, within, token);
    }
}
