using System.Collections.Concurrent;

namespace InfraSpecs.Evidence;

/// <summary>Where evidence of a failure comes from: each engine that is connected.</summary>
internal interface IEvidenceSource
{
    /// <summary>Looks at what there is of a spec's things.</summary>
    /// <param name="scope">The spec and its class.</param>
    /// <param name="found">Told of each as soon as it is known.</param>
    /// <param name="token">Cancelled when the budget is used up.</param>
    Task LookAsync(RunScope scope, Action<EvidenceLine> found, CancellationToken token);
}

/// <summary>The sources of evidence of a process, asked together, and what is known of containers that are in trouble.</summary>
internal sealed class RunEvidence
{
    private readonly ConcurrentDictionary<IEvidenceSource, byte> _sources = new();
    private readonly ConcurrentDictionary<Task, byte> _looks = new();
    private readonly ConcurrentDictionary<string, (RunScope Scope, ContainerFacts Facts)> _known = new(StringComparer.Ordinal);

    /// <summary>How far the clock of the engine that told something last is ahead of this process's; those of engines in its containers are too.</summary>
    public TimeSpan Ahead { get; set; }

    public void Add(IEvidenceSource source) => _sources.TryAdd(source, 0);

    public void Remove(IEvidenceSource source) => _sources.TryRemove(source, out _);

    /// <summary>A container is in trouble: a failure that comes now can say so.</summary>
    public void Know(RunScope scope, ContainerFacts container) => _known[container.Id] = (scope, container);

    /// <summary>It runs again, or it is removed.</summary>
    public void Forget(string container) => _known.TryRemove(container, out _);

    /// <returns>What is known without a look.</returns>
    public IReadOnlyList<ContainerFacts> Known(RunScope scope) => [.. _known.Values.Where(it => it.Scope.Concerns(scope)).Select(it => it.Facts)];

    /// <returns>What was found by the end of the budget.</returns>
    public async Task<IReadOnlyList<EvidenceLine>> LookAsync(RunScope scope, TimeSpan within, TimeProvider time)
    {
        if (_sources.IsEmpty) return [];
        var found = new ConcurrentQueue<EvidenceLine>();
        // Who heeds the token has a moment to hand over what it has.
        using var budget = new CancellationTokenSource(within * 0.9, time);
        var looking = Task.WhenAll(_sources.Keys.Select(it => it.LookAsync(scope, found.Enqueue, budget.Token)));
        _looks.TryAdd(looking, 0);
        try
        {
            // A source that does not heed its token does not keep the verdict.
            await Task.WhenAny(looking, Task.Delay(within, time, CancellationToken.None));
            return [.. found];
        }
        finally
        {
            _looks.TryRemove(looking, out _);
        }
    }

    /// <summary>Whoever removes a thing waits for those who look at it, so long.</summary>
    public Task SettleAsync(TimeSpan within, TimeProvider time) =>
        _looks.IsEmpty ? Task.CompletedTask : Task.WhenAny(Task.WhenAll(_looks.Keys), Task.Delay(within, time, CancellationToken.None));
}
