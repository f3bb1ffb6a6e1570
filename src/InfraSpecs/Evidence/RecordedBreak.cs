using Microsoft.Extensions.Logging;

namespace InfraSpecs.Evidence;

/// <summary>That a thing is stopped, killed, paused or otherwise broken by a spec, from then until it goes on.</summary>
internal sealed class RecordedBreak
{
    private long _id;

    /// <param name="what">"killed (SIGKILL)".</param>
    /// <param name="on">The engine's ID of the thing.</param>
    /// <param name="name">Its name.</param>
    /// <param name="explainsEnd">That it ends, or answers nothing, is what the spec wanted, and no finding.</param>
    public void Begin(string what, string on, string name, bool explainsEnd = true)
    {
        SessionLog.Say(LogLevel.Information, $"{name}: {what}");
        if (RunRecorder.Current is not { } recorder) return;
        End();
        var scope = recorder.Scope;
        Volatile.Write(ref _id, recorder.NextId());
        if (explainsEnd) recorder.Break(on, what);
        recorder.Write("fault", new { fault = Volatile.Read(ref _id), spec = scope?.Spec, @class = scope?.Class, collection = scope?.Collection, what, on });
    }

    /// <param name="how">"healed; 12 packets went its way".</param>
    public void End(string? how = null)
    {
        if (Interlocked.Exchange(ref _id, 0) is > 0 and var fault) RunRecorder.Current?.Write("faultend", new { fault, how });
    }
}
