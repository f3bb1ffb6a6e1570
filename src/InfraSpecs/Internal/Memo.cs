namespace InfraSpecs.Internal;

/// <summary>
/// An answer that is asked for once and remembered, a failure too. The asking is not tied to the first caller's token: each caller may
/// stop waiting, and the others still get the answer.
/// </summary>
/// <param name="ask">The question.</param>
/// <param name="end">Ends the asking for all.</param>
internal sealed class Memo<T>(Func<CancellationToken, Task<T>> ask, CancellationToken end)
{
    private readonly Lazy<Task<T>> _answer = new(() => Task.Run(() => ask(end), end));

    public Task<T> GetAsync(CancellationToken token) =>
        token.IsCancellationRequested ? Task.FromCanceled<T>(token) : _answer.Value.WaitAsync(token);
}
