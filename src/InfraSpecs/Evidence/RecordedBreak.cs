using Microsoft.Extensions.Logging;

namespace InfraSpecs.Evidence;

/// <summary>That a thing is stopped, killed, paused or otherwise broken by a spec, from then until it goes on.</summary>
internal sealed class RecordedBreak
{
    private long _id;
    private string? _on;

    /// <param name="what">"killed (SIGKILL)".</param>
    /// <param name="on">The engine's ID of the thing.</param>
    /// <param name="name">Its name.</param>
    /// <param name="kind">What that does to it.</param>
    /// <param name="asked">When it was asked for; null for now.</param>
    public void Begin(string what, string on, string name, BreakKind kind, DateTimeOffset? asked = null)
    {
        SessionLog.Say(LogLevel.Information, $"{name}: {what}");
        if (RunRecorder.Current is not { } recorder) return;
        End();
        var scope = recorder.Scope;
        Volatile.Write(ref _id, recorder.NextId());
        if (kind != BreakKind.Disturbs)
        {
            recorder.Break(on, what, kind, asked);
            _on = on;
        }

        recorder.Write("fault", new { fault = Volatile.Read(ref _id), spec = scope?.Spec, @class = scope?.Class, collection = scope?.Collection, what, on });
    }

    /// <param name="how">"healed; 12 packets went its way".</param>
    public void End(string? how = null)
    {
        if (RunRecorder.Current is not { } recorder || Interlocked.Exchange(ref _id, 0) is not (> 0 and var fault)) return;
        if (Interlocked.Exchange(ref _on, null) is { } on) recorder.Breaks.End(on, recorder.Time.GetUtcNow());
        recorder.Write("faultend", new { fault, how });
    }
}
