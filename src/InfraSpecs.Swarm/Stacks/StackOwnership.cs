namespace InfraSpecs.Swarm;

/// <summary>Tells what a deploy makes from what was there: what came while it ran, with the stack's label, is ours.</summary>
internal sealed class StackOwnership
{
    private static readonly TimeSpan SeenWithin = TimeSpan.FromSeconds(10);

    private readonly Cluster _cluster;
    private readonly string _stack;
    private readonly HashSet<string> _before;

    private StackOwnership(Cluster cluster, string stack, IReadOnlyList<SwarmObject> before)
    {
        (_cluster, _stack, _before) = (cluster, stack, [.. before.Select(it => it.Id)]);
        IsNew = before.All(it => it.Stack != stack);
    }

    /// <summary>There was nothing of the stack before.</summary>
    public bool IsNew { get; }

    /// <exception cref="StackException">The deploy would change what this run did not make, and the options do not say that this is meant.</exception>
    public static async Task<StackOwnership> BeginAsync(Cluster cluster, StackOptions options, ComposeFile file, CancellationToken token)
    {
        var before = await SwarmObject.ReadAsync(cluster.Client, token);
        var names = file.Makes(options.Name).ToHashSet();

        // The docker command line takes a secret or config of the same name for the stack's, whoever made it, and labels it as such.
        var theirs = before.Where(it => it.Stack == options.Name || names.Contains((it.Kind, it.Name))).Where(it => !cluster.Owns(it)).ToList();
        return theirs.Count == 0 || options.UpdateExisting ? new StackOwnership(cluster, options.Name, before) : throw StackException.Exists(options.Name, theirs, cluster);
    }

    /// <summary>Notes what is ours; asked for in any case, also when the deploy was cancelled.</summary>
    public async Task EndAsync()
    {
        var now = await Wait.UntilAsync(
            $"what the deploy of stack {_stack} made", async linked => Probe.Ready(await SwarmObject.ReadAsync(_cluster.Client, linked)), SeenWithin, CancellationToken.None, _cluster.Time);
        var made = now.Where(it => it.Stack == _stack && !_before.Contains(it.Id)).Select(it => it.Id).ToHashSet();

        // What was given to a service that is not ours is a part of it.
        made.ExceptWith(now.Where(it => it.Kind == ObjectKind.Service && !made.Contains(it.Id) && !_cluster.Owns(it)).SelectMany(it => it.Uses));
        _cluster.Made.Add(_stack, made);
    }
}
