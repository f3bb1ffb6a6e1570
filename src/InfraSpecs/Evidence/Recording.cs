namespace InfraSpecs.Extensibility;

/// <summary>What a room tells the run file. Where nothing is recorded, it costs nothing.</summary>
public static class Recording
{
    /// <summary>Runs work that takes time, and records when, and why it failed.</summary>
    /// <typeparam name="T">What the work gives.</typeparam>
    /// <param name="kind">"setup" for what makes something ready, "act" for what a spec does to it, "down" for a removal.</param>
    /// <param name="what">It, in a few words: "cluster of 4 nodes".</param>
    /// <param name="work">The work.</param>
    public static async Task<T> WorkAsync<T>(string kind, string what, Func<Task<T>> work)
    {
        if (RunRecorder.Current is not { } recorder) return await work();
        var (id, scope) = (recorder.NextId(), recorder.Scope);
        recorder.Write("work", new { work = id, spec = scope?.Spec, @class = scope?.Class, kind, what });
        try
        {
            var made = await work();
            recorder.Write("workend", new { work = id });
            return made;
        }
        catch (Exception e)
        {
            recorder.Write("workend", new { work = id, error = e.Message.Split('\n')[0] });
            throw;
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

    /// <summary>Secrets that must not be seen in the run file: not at all, or those that are words such as root only where a text says that they are a password.</summary>
    /// <param name="secrets">The secrets.</param>
    public static void Hide(params IEnumerable<string> secrets) => _ = new KnownSecrets(secrets);
}
