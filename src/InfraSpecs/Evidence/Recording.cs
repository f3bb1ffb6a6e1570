using InfraSpecs.Evidence;
using Microsoft.Extensions.Logging;

namespace InfraSpecs.Extensibility;

/// <summary>What a room tells the run file and the loggers of engines. Where nothing is recorded or logged, it costs nothing.</summary>
public static class Recording
{
    /// <summary>Runs work that takes time, and records and logs when, and why it failed.</summary>
    /// <typeparam name="T">What the work gives.</typeparam>
    /// <param name="kind">"setup" for what makes something ready, "act" for what a spec does to it, "down" for a removal.</param>
    /// <param name="what">It, in a few words: "cluster of 4 nodes".</param>
    /// <param name="work">The work.</param>
    public static async Task<T> WorkAsync<T>(string kind, string what, Func<Task<T>> work)
    {
        var recorder = RunRecorder.Current;
        if (recorder is null && !SessionLog.IsOn) return await work();
        var (id, scope, began) = (recorder?.NextId(), recorder?.Scope, TimeProvider.System.GetTimestamp());
        recorder?.Write("work", new { work = id, spec = scope?.Spec, @class = scope?.Class, collection = scope?.Collection, kind, what });
        try
        {
            var made = await work();
            End(LogLevel.Information, "done", null);
            return made;
        }
        catch (Exception e)
        {
            End(LogLevel.Warning, "failed", e.Message.Split('\n')[0]);
            throw;
        }

        void End(LogLevel level, string how, string? error)
        {
            recorder?.Write("workend", new { work = id, error });
            SessionLog.Say(level, $"{what}: {how} after {FailureText.Duration(TimeProvider.System.GetElapsedTime(began))}{(error is null ? "" : $": {error}")}");
        }
    }

    /// <summary>Records something that was seen or done, with the spec in which it was.</summary>
    /// <param name="kind">The line's kind, a word.</param>
    /// <param name="fields">Makes an object whose properties are the line's, "spec" among them if it matters whose it is; asked only where something is recorded.</param>
    public static void Note(string kind, Func<RunScope?, object> fields)
    {
        if (RunRecorder.Current is { } recorder) recorder.Write(kind, fields(recorder.Scope));
    }

    /// <summary>The same, of something that has a state: only what differs from what was recorded of it before is.</summary>
    /// <param name="kind">The line's kind, a word.</param>
    /// <param name="key">Whose state it is.</param>
    /// <param name="fields">Makes an object whose properties are the line's, of values that can be compared as texts.</param>
    public static void NoteChange(string kind, string key, Func<RunScope?, object> fields)
    {
        if (RunRecorder.Current is { } recorder) recorder.WriteChange(kind, key, fields(recorder.Scope));
    }

    /// <summary>Records in what two things differ, for the page of a spec that fails: the first 200 rows, and how many there are. Nothing is recorded where nothing differs.</summary>
    /// <param name="of">What was compared: "database 'shop'".</param>
    /// <param name="rows">Gives all rows, each as [where, before, after], with an empty text for what is not there, or as [where, what]; asked only where something is recorded.</param>
    public static void NoteDifferences(string of, Func<IReadOnlyCollection<string[]>> rows)
    {
        if (RunRecorder.Current is not { } recorder || rows() is not { Count: > 0 } all) return;
        var found = new RecordedDifferences(recorder.Scope, of, all);
        recorder.WriteChange("diff", $"{found.Spec} {of}", found);
    }

    /// <summary>Secrets that must not be seen in the run file: not at all, or those that are words such as root only where a text says that they are a password.</summary>
    /// <param name="secrets">The secrets.</param>
    public static void Hide(params IEnumerable<string> secrets) => _ = new KnownSecrets(secrets);
}
