namespace InfraSpecs.Swarm;

/// <summary>A deploy would change something that this run did not make. Nothing was changed.</summary>
public sealed class StackExistsException : InfraSpecsException
{
    internal StackExistsException(string stack, IReadOnlyList<SwarmObject> theirs, SwarmCluster cluster)
        : base(
            stack,
            $"Stack \"{stack}\" is not deployed: the cluster has {string.Join(", ", theirs.Select(it => it.ToString()))} already, which this run did not make.",
            [.. theirs.Select(it => it.Told(cluster) + ".")],
            "deploy under another name, or remove what is there. To look at it, GetStackAsync. To change it on purpose, StackOptions.UpdateExisting: it stays when this run ends.") =>
        (Stack, Existing) = (stack, [.. theirs.Select(it => it.ToString())]);

    /// <summary>The stack's name.</summary>
    public string Stack { get; }

    /// <summary>What is there: "service shop_web", "secret shop_key".</summary>
    public IReadOnlyList<string> Existing { get; }
}

/// <summary>There is no stack of this name.</summary>
public sealed class StackNotFoundException : InfraSpecsException
{
    internal StackNotFoundException(string name, IReadOnlyList<string> there)
        : base(
            name,
            $"There is no stack \"{name}\" in the cluster.",
            [there.Count == 0 ? "It has no stack at all." : $"It has: {string.Join(", ", there)}."],
            "mend the name, or deploy it.")
    {
    }
}
