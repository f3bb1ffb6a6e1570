using System.Globalization;
using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs;

/// <summary>How a container ended.</summary>
public sealed record ContainerExit
{
    /// <summary>What an exit code says if SIGKILL ended the process, by the kernel or because a grace period passed.</summary>
    public const long KilledExitCode = 137;

    private const long TerminatedExitCode = 143;

    /// <summary>What ended it may stand above what it printed last.</summary>
    private const int LinesRead = 50;

    /// <summary>How long an engine may need, on a busy machine, until it watches the memory of what it has started.</summary>
    private static readonly TimeSpan UnwatchedFor = TimeSpan.FromSeconds(2);

    /// <summary>Its name.</summary>
    public required string Container { get; init; }

    /// <summary>The main process's exit code; 128 + n if signal n ended it.</summary>
    public required long ExitCode { get; init; }

    /// <summary>The kernel ended it because memory ran out, as the engine has noted.</summary>
    public required bool OutOfMemory { get; init; }

    /// <summary>
    /// Memory ran out, most likely: it may use so much and no more, SIGKILL ended it in its first 2 s, and nobody had asked the engine for that. An engine
    /// begins to watch a container's memory a moment after its start, and does not note what the kernel did before.
    /// </summary>
    public bool MayBeOutOfMemory { get; init; }

    /// <summary>From its start to its end, by the engine's clock.</summary>
    public required TimeSpan RanFor { get; init; }

    /// <summary>The last lines of its output, at most 10.</summary>
    public required IReadOnlyList<LogLine> LastLines { get; init; }

    /// <summary>The signal that a stop of the container begins with, by its number.</summary>
    /// <value>Default 15, SIGTERM; else the image's or container's STOPSIGNAL, and 0 where this process does not know that signal.</value>
    public int StopSignal { get; init; } = StopSignals.Term;

    /// <summary>The same with other words in its last lines: without secrets.</summary>
    /// <param name="mask">Makes of a line what may be shown: <see cref="KnownSecrets.Mask"/>.</param>
    public ContainerExit Mask(Func<string, string> mask) => this with
    {
        LastLines = [.. LastLines.Select(line => line with { Text = mask(line.Text) })],
        Complaint = Complaint is null ? null : mask(Complaint),
    };

    /// <summary>"exited with code 137 (SIGKILL) after 3 s, out of memory".</summary>
    public override string ToString() =>
        $"exited with code {ExitCode}{(StopSignals.OfExitCode(ExitCode) is { } signal ? $" ({signal})" : "")} after {FailureText.Duration(RanFor)}"
        + (OutOfMemory ? ", out of memory" : MayBeOutOfMemory ? ", probably out of memory" : "");

    internal IReadOnlyList<string> LastLinesSeen =>
        LogDriver is { } driver ? [$"What it printed is not kept: its log driver is {driver}."]
        : LastLines.Count == 0 ? ["It printed nothing."]
        : ["Its last output:", .. LastLines.Select(line => line.Shown)];

    /// <summary>The line of its output that says why it ended, as far as one can see; null where none does, as when it was killed from outside.</summary>
    internal string? Complaint { get; private init; }

    /// <summary>The log driver that keeps nothing to be read; null where the output could be read.</summary>
    internal string? LogDriver { get; private init; }

    /// <summary>The most memory that it may use, in bytes; 0 without a limit.</summary>
    internal long MemoryLimit { get; private init; }

    /// <summary>What <see cref="MayBeOutOfMemory"/> says, of a container that only its engine knows: as one of a Swarm's node.</summary>
    /// <param name="client">Its engine.</param>
    /// <param name="container">One that has ended, as the engine has it.</param>
    /// <param name="token">Ends the look.</param>
    public static async ValueTask<bool> MayBeOutOfMemoryAsync(IDockerClient client, ContainerInspectResponse container, CancellationToken token) =>
        container.State is { OOMKilled: false, ExitCode: KilledExitCode } state && container.HostConfig?.Memory > 0 && RanForOf(state) <= UnwatchedFor
        && await ContainerLife.WasLeftAloneAsync(client, container.ID!, state, token);

    internal static Task<ContainerExit> ReadAsync(Engine engine, string id, CancellationToken token) => ReadAsync(engine.Client, engine.Time, id, token);

    internal static async Task<ContainerExit> ReadAsync(IDockerClient client, TimeProvider time, string id, CancellationToken token)
    {
        var inspect = await client.Containers.InspectContainerAsync(id, token);
        var state = inspect.State!;
        var output = await ReadOutputAsync(client, time, id, token);
        return new ContainerExit
        {
            Container = inspect.Name!.TrimStart('/'),
            ExitCode = state.ExitCode,
            OutOfMemory = state.OOMKilled,
            MayBeOutOfMemory = await MayBeOutOfMemoryAsync(client, inspect, token),
            RanFor = RanForOf(state),
            LastLines = [.. (output ?? []).TakeLast(LogFollower.LinesKept)],
            StopSignal = StopSignals.Number(inspect.Config?.StopSignal),
            Complaint = state.OOMKilled || state.ExitCode is KilledExitCode or TerminatedExitCode ? null : ComplaintIn(output ?? [], state.ExitCode),
            LogDriver = output is null ? inspect.HostConfig?.LogConfig?.Type ?? "unknown" : null,
            MemoryLimit = inspect.HostConfig?.Memory ?? 0,
        };
    }

    /// <summary>The end of its output; null if its log driver keeps none.</summary>
    private static async Task<IReadOnlyList<LogLine>?> ReadOutputAsync(IDockerClient client, TimeProvider time, string id, CancellationToken token)
    {
        try
        {
            var tail = new ContainerLogsParameters { ShowStdout = true, ShowStderr = true, Tail = LinesRead.ToString(CultureInfo.InvariantCulture) };
            using var output = await client.Containers.GetContainerLogsAsync(id, tail, token);
            var lines = new KeptLines(LinesRead);
            await foreach (var line in LineReader.ReadAsync(output, time, token)) lines.Add(line);
            return lines.Read();
        }
        catch (DockerApiException e) when (e.StatusCode == HttpStatusCode.NotImplemented)
        {
            return null;
        }
    }

    private static string? ComplaintIn(IReadOnlyList<LogLine> output, long exitCode) =>
        FailureText.WholeComplaint([.. output.Select(line => line.Text)]) ?? (exitCode == 0 || output.Count == 0 ? null : output[^1].Text);

    private static TimeSpan RanForOf(State state) => EngineTime(state.FinishedAt) - EngineTime(state.StartedAt);

    private static DateTimeOffset EngineTime(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var time) ? time : DateTimeOffset.MinValue;
}
