using Docker.DotNet.Models;

namespace InfraSpecs.Observation;

/// <summary>Events of containers, as the engine tells them, in the run file. What is executed in them is not told: health checks and specs do that all the time.</summary>
/// <param name="recorder">Where they are written.</param>
/// <param name="trouble">Told the ID of a container that is in trouble: it ended, and not well, or memory ran out, or its health check fails.</param>
/// <param name="gone">Told the ID of a container that is removed.</param>
internal sealed class ContainerNews(RunRecorder recorder, Action<string> trouble, Action<string> gone) : IProgress<Message>
{
    private static readonly string[] Told = ["exitCode", "signal", "execDuration"];

    /// <summary>Of one that is killed or stopped by whoever runs it, that is no news.</summary>
    private static readonly string[] Troubles = ["oom", "health_status: unhealthy"];

    private TimeSpan _ahead = TimeSpan.MinValue;

    public void Report(Message value)
    {
        if (value.TimeNano is { } told) Hear(DateTimeOffset.UnixEpoch.AddTicks(told / TimeSpan.NanosecondsPerTick));
        if (value is not { Action: { } action, Actor: { ID: { } id } actor } || action.StartsWith("exec_", StringComparison.Ordinal)) return;
        var attributes = actor.Attributes?.Where(it => Told.Contains(it.Key, StringComparer.Ordinal)).ToDictionary();
        recorder.Write("ev", new { res = id, name = actor.Attributes?.TryGetValue("name", out var name) == true ? name : null, action, attrs = attributes is { Count: > 0 } ? attributes : null });
        if (action is "start" or "unpause" && value.TimeNano is { } at) recorder.Breaks.End(id, DateTimeOffset.UnixEpoch.AddTicks(at / TimeSpan.NanosecondsPerTick) - recorder.Evidence.Ahead);
        if (action == "start") recorder.Evidence.Forget(id);
        else if (Troubles.Contains(action, StringComparer.Ordinal) || (action == "die" && attributes?.GetValueOrDefault("exitCode") is not "0")) trouble(id);
        if (action == "destroy") gone(id);
    }

    /// <summary>What is told is a moment on its way: the greatest difference is the nearest.</summary>
    private void Hear(DateTimeOffset told)
    {
        var ahead = told - recorder.Time.GetUtcNow();
        if (ahead > _ahead) recorder.Evidence.Ahead = _ahead = ahead;
    }
}
