using System.Collections.Concurrent;

namespace InfraSpecs.Evidence;

/// <summary>Where evidence of a failure comes from: each engine that is connected.</summary>
internal interface IEvidenceSource
{
    /// <summary>Writes what there is of a spec's things, and tells it.</summary>
    Task<IReadOnlyList<ContainerFacts>> CollectAsync(RunScope scope, CancellationToken token);
}

/// <summary>The sources of evidence of a process, asked together.</summary>
internal sealed class RunEvidence
{
    private readonly ConcurrentDictionary<IEvidenceSource, byte> _sources = new();
    private readonly ConcurrentDictionary<Task, byte> _collections = new();

    public void Add(IEvidenceSource source) => _sources.TryAdd(source, 0);

    public void Remove(IEvidenceSource source) => _sources.TryRemove(source, out _);

    /// <returns>What was known by the end of the budget.</returns>
    public async Task<IReadOnlyList<ContainerFacts>> CollectAsync(RunScope scope, TimeSpan within, TimeProvider time)
    {
        // Who heeds the token has a moment to hand over what it has.
        using var budget = new CancellationTokenSource(within * 0.9, time);
        Task<IReadOnlyList<ContainerFacts>>[] each = [.. _sources.Keys.Select(it => it.CollectAsync(scope, budget.Token))];
        var collecting = Task.WhenAll(each);
        _collections.TryAdd(collecting, 0);
        try
        {
            // A source that does not heed its token does not keep the verdict.
            await Task.WhenAny(collecting, Task.Delay(within, time, CancellationToken.None));
            return [.. each.Where(it => it.IsCompletedSuccessfully).SelectMany(it => it.Result)];
        }
        finally
        {
            _collections.TryRemove(collecting, out _);
        }
    }

    /// <summary>Whoever removes a thing waits for those who look at it, so long.</summary>
    public Task SettleAsync(TimeSpan within, TimeProvider time) =>
        _collections.IsEmpty ? Task.CompletedTask : Task.WhenAny(Task.WhenAll(_collections.Keys), Task.Delay(within, time, CancellationToken.None));
}
