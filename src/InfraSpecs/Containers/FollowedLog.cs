using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using Docker.DotNet;
using Docker.DotNet.Models;
using InfraSpecs.Observation;

namespace InfraSpecs;

/// <summary>A log that can be followed: a container's output, or a file in it.</summary>
internal sealed class FollowedLog(Container container, string? file, FollowedLog.Records? records = null)
{
    private const string Following = "infraspecs: following";

    // Follows the file by name, also while it is not there yet. The shell waits on its standard input, which the engine closes with our
    // connection, and then ends tail: nothing stays behind in the container, not even when this process is killed. GNU tail asks
    // overlay file systems once a second unless told otherwise; busybox's takes whole seconds only.
    private const string FollowScript = $$"""
        command -v tail >/dev/null || { echo 'tail: not found' >&2; exit 127; }
        echo '{{Following}}'
        if tail --version >/dev/null 2>&1; then tail -n "+$2" -s 0.02 -F -- "$1" & else tail -n "+$2" -F "$1" & fi
        read -r _
        kill $!
        """;

    private const string ReadScript = $$"""
        command -v tail >/dev/null || { echo 'tail: not found' >&2; exit 127; }
        echo '{{Following}}'
        tail -n "+$2" "$1"
        """;

    private readonly Engine _engine = container.Engine;

    /// <summary>Whether it is read only as far as it goes now, and not followed.</summary>
    public bool IsReadOnce { get; private init; }

    public static FollowedLog OutputOf(Container container, bool isReadOnce = false) => new(container, null) { IsReadOnce = isReadOnce };

    public static FollowedLog FileIn(Container container, string path, Records? records = null, bool isReadOnce = false) => path.StartsWith('/')
        ? new FollowedLog(container, path, records) { IsReadOnce = isReadOnce }
        : throw new ArgumentException($"'{path}' is not an absolute path, as /var/log/cron.log is.", nameof(path));

    public string Container => container.Name;

    public string Source => file ?? LogFollower.Output;

    public string Name => file is null ? $"Output of {container.Name}" : $"{file} in {container.Name}";

    public TimeProvider Time => _engine.Time;

    /// <summary>Keeps what is read of it for the run file; null where nobody wants it.</summary>
    public LiveLines? Kept { get; } = records is null ? container.Engine.Observed?.Following(container.Id, file ?? LiveOutput.Output) : null;

    /// <summary>The lines, until the container ends or is removed.</summary>
    /// <param name="after">How many of the first are known, and left out.</param>
    /// <param name="token">Ends the stream.</param>
    public IAsyncEnumerable<LogLine> ReadLinesAsync(long after, CancellationToken token) => file is null ? ReadOutputAsync(after, token) : ReadFileAsync(file, after, token);

    /// <summary>Waits until the container runs, after its end; false if it is removed.</summary>
    public async Task<bool> RunsAgainAsync(CancellationToken token) => !IsReadOnce && await ContainerLife.WaitForStartAsync(_engine, container.Id, token) is not null;

    /// <summary>Whether there is such a file; a container's output always is.</summary>
    public async Task<bool> ExistsAsync()
    {
        if (file is null) return true;
        // A budget of its own: it is asked when the wait's own time is over.
        using var budget = new CancellationTokenSource(TimeSpan.FromSeconds(1), Time);
        try
        {
            return await ContainerFiles.FindAsync(_engine, container.Id, container.Name, file, budget.Token) is not null;
        }
        catch (OperationCanceledException)
        {
            return true; // unknown; then say nothing of it
        }
    }

    /// <summary>How the container ended; null if it was removed.</summary>
    public async Task<ContainerExit?> ExitAsync(CancellationToken token)
    {
        try
        {
            // A log's end can be seen before the engine has noted the container's.
            await _engine.Client.Containers.WaitContainerAsync(container.Id, token);
            return await ContainerExit.ReadAsync(_engine, container.Id, token);
        }
        catch (DockerApiException e) when (ContainerEnd.IsGone(e))
        {
            return null;
        }
    }

    private Task<ContainerException> EndedAsync(CancellationToken token) =>
        ContainerEnd.ExceptionAsync(_engine.Client, Time, container.Id, $"lines of {Source}", TimeSpan.Zero, token, container.Known());

    private async IAsyncEnumerable<LogLine> ReadOutputAsync(long after, [EnumeratorCancellation] CancellationToken token)
    {
        using var output = await OpenOutputAsync(token);
        if (output is null && IsReadOnce) throw await EndedAsync(token);
        if (output is null) yield break;
        await foreach (var line in LineReader.ReadAsync(output, Time, token))
        {
            if (line.Number > after) yield return line;
        }
    }

    private async Task<MultiplexedStream?> OpenOutputAsync(CancellationToken token)
    {
        try
        {
            var follow = new ContainerLogsParameters { ShowStdout = true, ShowStderr = true, Follow = !IsReadOnce };
            return await ContainerEnd.AskEitherAsync(
                _engine.Client, _engine.Time, container.Id, () => _engine.Client.Containers.GetContainerLogsAsync(container.Id, follow, token), token);
        }
        catch (DockerApiException e) when (ContainerEnd.IsGone(e))
        {
            return null;
        }
        catch (DockerApiException e) when (e.StatusCode == HttpStatusCode.NotImplemented)
        {
            throw ContainerException.OutputNotKept(container.Name, EngineMessage.Of(e));
        }
    }

    private async IAsyncEnumerable<LogLine> ReadFileAsync(string path, long after, [EnumeratorCancellation] CancellationToken token)
    {
        var life = await ContainerLife.OfAsync(_engine, container.Id, token);
        using var stream = await OpenFileAsync(path, after, life, token);
        if (stream is null && IsReadOnce) throw await EndedAsync(token);
        if (stream is null) yield break;
        var number = after;
        var following = false;
        List<string> complaints = [];
        await foreach (var line in LineReader.ReadAsync(stream, Time, token))
        {
            // Where there is no sh, the engine's complaint comes in the place of output.
            if (!following && line.Text == Following) following = true;
            else if (following && line.Channel == LogChannel.Output) yield return line with { Number = ++number };
            else if (complaints.Count < LogFollower.LinesKept) complaints.Add(line.Text);
        }

        if (!following && await LivesOnAsync(life, token)) throw ContainerException.LogUnreadable(container.Name, path, records, complaints);
    }

    private async Task<MultiplexedStream?> OpenFileAsync(string path, long after, DateTimeOffset? life, CancellationToken token)
    {
        try
        {
            var exec = await _engine.Client.Exec.CreateContainerExecAsync(container.Id, new ContainerExecCreateParameters
            {
                AttachStdin = true,
                AttachStdout = true,
                AttachStderr = true,
                User = "0",
                Env = [ContainerCommand.InRealTime],
                Cmd = ["sh", "-c", IsReadOnce ? ReadScript : FollowScript, "sh", path, (after + 1).ToString(CultureInfo.InvariantCulture)],
            }, token);
            return await _engine.Client.Exec.StartContainerExecAsync(exec.ID, new ContainerExecStartParameters(), token);
        }
        catch (DockerApiException e) when (!token.IsCancellationRequested)
        {
            if (await ContainerEnd.FindPausedAsync(_engine.Client, container.Id, token) is not null) throw ContainerException.Paused(container.Name, $"lines of {Source}");
            if (!await ContainerEnd.IsNearAsync(_engine.Client, _engine.Time, container.Id, e, token) && await IsOfAsync(life, token)) throw;
            return null;
        }
    }

    /// <summary>A command that did not even begin may have come when the container was ending, or beginning anew.</summary>
    private async Task<bool> LivesOnAsync(DateTimeOffset? life, CancellationToken token) =>
        !await ContainerEnd.IsNearAsync(_engine.Client, _engine.Time, container.Id, token) && await IsOfAsync(life, token);

    private async Task<bool> IsOfAsync(DateTimeOffset? life, CancellationToken token) => await ContainerLife.OfAsync(_engine, container.Id, token) == life;

    /// <summary>A file that InfraSpecs itself writes in the container.</summary>
    /// <param name="Name">What it is: "the records of its clock".</param>
    /// <param name="Advice">What to do where it cannot be followed.</param>
    internal sealed record Records(string Name, string Advice);
}
