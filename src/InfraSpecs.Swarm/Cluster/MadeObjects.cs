using System.Collections.Concurrent;

namespace InfraSpecs.Swarm;

/// <summary>The ids of what was made through a cluster's object. A name may be somebody else's by now, and the docker command line puts no label of ours on
/// what it makes: only an id tells for certain that something is ours.</summary>
internal sealed class MadeObjects
{
    private const string NoStack = "";

    private readonly ConcurrentDictionary<string, string> _stacks = new();
    private readonly ConcurrentDictionary<Task, string> _making = new();
    private readonly ConcurrentQueue<string> _doubts = new();

    /// <summary>Makes one. Whoever cleans up meanwhile waits for it (<see cref="SettleAsync"/>): the managers may have it, and it is not known by its ID yet.</summary>
    /// <param name="make">Makes it, and gives its ID.</param>
    public async Task<string> MakeAsync(Func<Task<string>> make)
    {
        var making = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _making[making.Task] = NoStack;
        try
        {
            var id = await make();
            _stacks[id] = NoStack;
            return id;
        }
        finally
        {
            _making.TryRemove(making.Task, out _);
            making.SetResult();
        }
    }

    /// <summary>Waits for what is being made, so long.</summary>
    public Task SettleAsync(TimeSpan within, TimeProvider time) =>
        _making.IsEmpty ? Task.CompletedTask : Task.WhenAny(Task.WhenAll(_making.Keys), Task.Delay(within, time, CancellationToken.None));

    /// <summary>What a deploy made for a stack.</summary>
    public void Add(string stack, IEnumerable<string> ids)
    {
        foreach (var id in ids) _stacks[id] = stack;
    }

    public bool Has(string id) => _stacks.ContainsKey(id);

    /// <summary>What was made for a stack, also what is gone by now: the tasks of a service outlive it for a moment.</summary>
    public IEnumerable<string> OfStack(string stack) => _stacks.Where(it => it.Value == stack).Select(it => it.Key);

    /// <summary>What may have been made, and nobody could tell; as the end of the cluster tells it.</summary>
    public IReadOnlyList<string> Doubts => [.. _doubts];

    public void Doubt(string what) => _doubts.Enqueue(what);

    public void Clear()
    {
        _stacks.Clear();
        _doubts.Clear();
    }
}
