using Docker.DotNet.Models;

namespace InfraSpecs.Observation;

/// <summary>Events of containers, as the engine tells them, in the run file. What is executed in them is not told: health checks and specs do that all the time.</summary>
/// <param name="recorder">Where they are written.</param>
/// <param name="gone">Is told of a container that is removed.</param>
internal sealed class ContainerNews(RunRecorder recorder, Action<string> gone) : IProgress<Message>
{
    private static readonly string[] Told = ["exitCode", "signal", "execDuration"];

    public void Report(Message value)
    {
        if (value is not { Action: { } action, Actor: { ID: { } id } actor } || action.StartsWith("exec_", StringComparison.Ordinal)) return;
        var attributes = actor.Attributes?.Where(it => Told.Contains(it.Key, StringComparer.Ordinal)).ToDictionary();
        recorder.Write("ev", new { res = id, name = actor.Attributes?.TryGetValue("name", out var name) == true ? name : null, action, attrs = attributes is { Count: > 0 } ? attributes : null });
        if (action == "destroy") gone(id);
    }
}
