using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs;

/// <summary>How a container ended.</summary>
public sealed record ContainerExit
{
    /// <summary>What an exit code says if SIGKILL ended the process, by the kernel or because a grace period passed.</summary>
    public const long KilledExitCode = 137;

    /// <summary>Its name.</summary>
    public required string Container { get; init; }

    /// <summary>The main process's exit code; 128 + n if signal n ended it.</summary>
    public required long ExitCode { get; init; }

    /// <summary>The kernel ended it because memory ran out.</summary>
    public required bool OutOfMemory { get; init; }

    /// <summary>From its start to its end, by the engine's clock.</summary>
    public required TimeSpan RanFor { get; init; }

    /// <summary>The last lines of its output.</summary>
    public required IReadOnlyList<LogLine> LastLines { get; init; }

    /// <summary>The signal that a stop of the container begins with, by its number.</summary>
    /// <value>Default 15, SIGTERM; else the image's or container's STOPSIGNAL, and 0 where this process does not know that signal.</value>
    public int StopSignal { get; init; } = StopSignals.Term;

    /// <summary>The same with other words in its last lines: without secrets.</summary>
    /// <param name="mask">Makes of a line what may be shown: <see cref="KnownSecrets.Mask"/>.</param>
    public ContainerExit Mask(Func<string, string> mask) => this with { LastLines = [.. LastLines.Select(line => line with { Text = mask(line.Text) })] };

    /// <inheritdoc/>
    public override string ToString() =>
        $"exited with code {ExitCode} after {FailureText.Duration(RanFor)}{(OutOfMemory ? ", out of memory" : "")}";

    internal IReadOnlyList<string> LastLinesSeen => LastLines.Count == 0
        ? ["It printed nothing."]
        : ["Its last output:", .. LastLines.Select(line => line.Shown)];

    internal static Task<ContainerExit> ReadAsync(Engine engine, string id, CancellationToken token) => ReadAsync(engine.Client, engine.Time, id, token);

    internal static async Task<ContainerExit> ReadAsync(IDockerClient client, TimeProvider time, string id, CancellationToken token)
    {
        var inspect = await client.Containers.InspectContainerAsync(id, token);
        var state = inspect.State!;
        var tail = new ContainerLogsParameters { ShowStdout = true, ShowStderr = true, Tail = "10" };
        using var output = await client.Containers.GetContainerLogsAsync(id, tail, token);
        // Of lines that are too long for one piece, only the last pieces.
        var lines = new Queue<LogLine>();
        await foreach (var line in LineReader.ReadAsync(output, time, token))
        {
            if (lines.Count == LogFollower.LinesKept) lines.Dequeue();
            lines.Enqueue(line);
        }

        return new ContainerExit
        {
            Container = inspect.Name!.TrimStart('/'),
            ExitCode = state.ExitCode,
            OutOfMemory = state.OOMKilled,
            RanFor = EngineTime(state.FinishedAt) - EngineTime(state.StartedAt),
            LastLines = [.. lines],
            StopSignal = StopSignals.Number(inspect.Config?.StopSignal),
        };
    }

    private static DateTimeOffset EngineTime(string text) =>
        DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var time) ? time : DateTimeOffset.MinValue;
}
