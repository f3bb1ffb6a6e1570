using System.Collections.Concurrent;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Observation;

/// <summary>
/// What containers print while they run, as far as somebody reads it: a log that a wait of a spec follows, and the output of containers whose engine keeps none for later: those that
/// it removes at their end, and those with the log driver "none". Of all others the end is read when it is asked for.
/// </summary>
/// <param name="recorder">Where it is said that it was too much.</param>
/// <param name="client">The engine.</param>
/// <param name="time">Where times come from.</param>
internal sealed class LiveOutput(RunRecorder recorder, IDockerClient client, TimeProvider time)
{
    /// <summary>What a container's own output is called; other sources are files in it.</summary>
    public const string Output = "output";

    private readonly ConcurrentDictionary<(string Id, string Source), LiveLines> _sources = new();

    /// <summary>Of a log that somebody reads anyway.</summary>
    public LiveLines Of(string id, string source) => _sources.GetOrAdd((id, source), _ => new LiveLines(time));

    /// <summary>Follows a container's output, if nobody can read it afterwards.</summary>
    public async Task FollowAsync(ContainerInspectResponse it, string name, CancellationToken token)
    {
        // Engines keep a copy for all other drivers, as those that send lines elsewhere.
        var isReadable = it.HostConfig?.LogConfig?.Type != "none";
        if (isReadable && it.HostConfig?.AutoRemove != true) return;
        var lines = Of(it.ID, Output);
        using var stream = isReadable
            ? await client.Containers.GetContainerLogsAsync(it.ID, new ContainerLogsParameters { ShowStdout = true, ShowStderr = true, Follow = true }, token)
            : await client.Containers.AttachContainerAsync(it.ID, new ContainerAttachParameters { Stream = true, Stdout = true, Stderr = true }, token);
        await foreach (var line in LineReader.ReadAsync(stream, time, token))
        {
            lines.Add(line.Number, line.Channel == LogChannel.Error, line.ArrivedAt, line.Text);
            if (!lines.IsTooMuch) continue;
            recorder.Write("missing", new { res = it.ID, what = $"output of {name} from here on", why = $"it prints more than {LiveLines.MostEachSecond} lines a second" });
            return;
        }
    }

    /// <summary>What was read of a container, by source.</summary>
    public IReadOnlyList<(string Source, LiveLines Lines)> Read(string id) => [.. _sources.Where(it => it.Key.Id == id).Select(it => (it.Key.Source, it.Value))];

    public void Forget(string id)
    {
        foreach (var key in _sources.Keys.Where(it => it.Id == id)) _sources.TryRemove(key, out _);
    }
}
