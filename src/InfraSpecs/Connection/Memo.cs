namespace InfraSpecs;

/// <summary>
/// An answer that is asked for once and remembered, a failure too. The asking is not tied to the first caller's token: each caller may
/// stop waiting, and the others still get the answer.
/// </summary>
/// <param name="ask">The question.</param>
/// <param name="end">Ends the asking for all.</param>
internal sealed class Memo<T>(Func<CancellationToken, Task<T>> ask, CancellationToken end)
{
    private Lazy<Task<T>> _answer = Ask(ask, end);

    public Task<T> GetAsync(CancellationToken token)
    {
        if (token.IsCancellationRequested) return Task.FromCanceled<T>(token);
        // An engine that was lost says nothing of what was asked, and may be back.
        if (_answer is { IsValueCreated: true, Value.Exception.InnerException: EngineException { Reason: EngineReason.Unavailable } }) _answer = Ask(ask, end);
        return _answer.Value.WaitAsync(token);
    }

    private static Lazy<Task<T>> Ask(Func<CancellationToken, Task<T>> ask, CancellationToken end) => new(() => Task.Run(() => ask(end), end));
}
