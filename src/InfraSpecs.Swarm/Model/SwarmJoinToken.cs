namespace InfraSpecs.Swarm;

/// <summary>What a node needs to join a Swarm. A secret: whoever holds it becomes a member. It stays in this process's memory, and has no text.</summary>
public sealed class SwarmJoinToken
{
    internal SwarmJoinToken(string address, bool isForManagers, string secret) => (Address, IsForManagers, Secret) = (address, isForManagers, secret);

    /// <summary>A manager's address in the cluster: "198.19.4.10:2377".</summary>
    public string Address { get; }

    /// <summary>Who joins with it becomes a manager.</summary>
    public bool IsForManagers { get; }

    /// <summary>The same token, to be shown at another manager.</summary>
    /// <param name="address">Its address in the cluster: "198.19.4.11:2377".</param>
    public SwarmJoinToken At(string address) => new(address, IsForManagers, Secret);

    internal string Secret { get; }

    /// <summary>Names nothing secret.</summary>
    public override string ToString() => $"a join token for {(IsForManagers ? "managers" : "workers")} of {Address}";
}
