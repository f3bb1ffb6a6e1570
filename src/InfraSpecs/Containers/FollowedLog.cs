using System.Runtime.CompilerServices;
using Docker.DotNet;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Containers;
using InfraSpecs.Internal;

namespace InfraSpecs;

/// <summary>A log that can be followed: a container's output, or a file in it.</summary>
internal sealed class FollowedLog(Engine engine, string containerId, string container, string? file)
{
    // Follows the file by name, also while it is not there yet. The shell waits on its standard input, which the engine closes with our
    // connection, and then ends tail: nothing stays behind in the container, not even when this process is killed. GNU tail asks
    // overlay file systems once a second unless told otherwise; busybox's takes whole seconds only.
    private const string FollowScript = """
        if tail --version >/dev/null 2>&1; then tail -n +1 -s 0.02 -F -- "$1" & else tail -n +1 -F "$1" & fi
        read -r _
        kill $!
        """;

    public static FollowedLog OutputOf(Engine engine, IContainer container) =>
        new(engine, container.Id, container.ShortName(), null);

    public static FollowedLog FileIn(Engine engine, IContainer container, string path) =>
        path.StartsWith('/')
            ? new FollowedLog(engine, container.Id, container.ShortName(), path)
            : throw new ArgumentException($"'{path}' is not an absolute path, as /var/log/cron.log is.", nameof(path));

    public string Container => container;

    public string Source => file ?? LogFollower.Output;

    public string Name => file is null ? $"Output of {container}" : $"{file} in {container}";

    public TimeProvider Time => engine.Time;

    /// <summary>The lines from the first on, until the container ends.</summary>
    public async IAsyncEnumerable<LogLine> ReadLinesAsync([EnumeratorCancellation] CancellationToken token)
    {
        if (file is null)
        {
            var follow = new ContainerLogsParameters { ShowStdout = true, ShowStderr = true, Follow = true };
            using var output = await engine.Client.Containers.GetContainerLogsAsync(containerId, follow, token);
            await foreach (var line in LineReader.ReadAsync(output, Time, token)) yield return line;
            yield break;
        }

        ContainerExecCreateResponse exec;
        try
        {
            exec = await engine.Client.Exec.CreateContainerExecAsync(containerId, new ContainerExecCreateParameters
            {
                AttachStdin = true,
                AttachStdout = true,
                AttachStderr = true,
                User = "0",
                Cmd = ["sh", "-c", FollowScript, "sh", file],
            }, token);
        }
        catch (DockerApiException e) when (e.StatusCode is System.Net.HttpStatusCode.Conflict)
        {
            yield break; // not running any more, which the reader of the lines finds out
        }

        using var stream = await engine.Client.Exec.StartContainerExecAsync(exec.ID, new ContainerExecStartParameters(), token);
        var numbers = 0L;
        List<string> complaints = [];
        await foreach (var line in LineReader.ReadAsync(stream, Time, token))
        {
            if (line.Channel == LogChannel.Output) yield return line with { Number = ++numbers };
            else if (complaints.Count < LogFollower.LinesKept) complaints.Add(line.Text);
        }

        if (await RunsAsync(token)) throw new LogUnreadableException(container, file, complaints);
    }

    /// <summary>Whether there is such a file; a container's output always is.</summary>
    public async Task<bool> ExistsAsync()
    {
        if (file is null) return true;
        // A budget of its own: it is asked when the wait's own time is over.
        using var budget = new CancellationTokenSource(TimeSpan.FromSeconds(1), Time);
        try
        {
            return await ContainerFiles.FactsAsync(engine, containerId, container, file, budget.Token) is not null;
        }
        catch (OperationCanceledException)
        {
            return true; // unknown; then say nothing of it
        }
    }

    public Task<ContainerExit> ExitAsync(CancellationToken token) => ContainerExit.ReadAsync(engine, containerId, container, token);

    private async Task<bool> RunsAsync(CancellationToken token) =>
        (await engine.Client.Containers.InspectContainerAsync(containerId, token)).State!.Running;
}
