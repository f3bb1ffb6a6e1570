using InfraSpecs.Internal;

namespace InfraSpecs;

/// <summary>Work that nobody waits for any more, as the rest of a start that was cancelled. The engine's disposal waits for it.</summary>
/// <param name="time">Where time comes from.</param>
internal sealed class LateWork(TimeProvider time)
{
    /// <summary>From a token's cancellation until its caller has an answer.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(0.9);

    private readonly List<Task> _tasks = [];

    /// <summary>Some of it goes on.</summary>
    public bool GoesOn
    {
        get
        {
            lock (_tasks) return _tasks.Exists(it => !it.IsCompleted);
        }
    }

    public void Add(Task task)
    {
        lock (_tasks)
        {
            _tasks.RemoveAll(it => it.IsCompleted);
            _tasks.Add(task);
        }
    }

    /// <summary>Runs work that ends soon after the token does: it is waited for so long, and goes on alone then. What it still makes is disposed of.</summary>
    public async Task<T> EndPromptlyAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken token)
    {
        var running = work(token);
        await running.WaitWithGraceAsync(Grace, time, token);
        if (running.IsCompleted) return await running;
        Add(UndoAsync(running));
        throw new OperationCanceledException(
            FailureText.Compose(
                $"It was cancelled, and what it had made was not yet removed {FailureText.Duration(Grace)} later.",
                [$"The removal goes on, and the engine's disposal waits for it up to {FailureText.Duration(EngineHealth.Limit)}."],
                "if the engine is lost meanwhile, 'infraspecs doctor' lists what is left on it."),
            token);
    }

    /// <summary>Waits for all of it, as long as an engine may be silent.</summary>
    public async Task EndAsync()
    {
        Task[] tasks;
        lock (_tasks) tasks = [.. _tasks];
        await Task.WhenAny(Task.WhenAll(tasks), Task.Delay(EngineHealth.Limit, time, CancellationToken.None));
    }

    private static async Task UndoAsync<T>(Task<T> running)
    {
        await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (running.IsCompletedSuccessfully && running.Result is IAsyncDisposable made) await made.DisposeAsync();
    }
}
