namespace InfraSpecs.Swarm;

/// <content>Cutting it off from the others.</content>
public sealed partial class Node
{
    /// <summary>Is there as long as a node is cut off, for whoever finds the node later; the rules themselves are seen from inside only.</summary>
    internal const string PartitionMark = "/var/tmp/infraspecs-disconnected";

    // Packets vanish without an answer, both ways and of tasks too, as with a pulled cable; loopback and the gateway, through which the engine
    // publishes the node's API, stay. The node keeps its address, which leaving the network would cost it. In the mangle table, where the node's own
    // engine has no rules. All or nothing: iptables-restore commits the table at once.
    private const string CutScript = """
        set -e
        : > "$3"
        iptables-restore -w --noflush <<RULES
        *mangle
        :INFRASPECS-IN - [0:0]
        :INFRASPECS-OUT - [0:0]
        -A INFRASPECS-IN -s $2 -j RETURN
        -A INFRASPECS-IN ! -i lo -s $1 -j DROP
        -A INFRASPECS-OUT -d $2 -j RETURN
        -A INFRASPECS-OUT ! -o lo -d $1 -j DROP
        -I PREROUTING -j INFRASPECS-IN
        -I POSTROUTING -j INFRASPECS-OUT
        COMMIT
        RULES
        """;

    // Also where there is nothing to heal. The last line proves it.
    private const string HealScript = """
        while iptables -w -t mangle -D PREROUTING -j INFRASPECS-IN 2>/dev/null; do :; done
        while iptables -w -t mangle -D POSTROUTING -j INFRASPECS-OUT 2>/dev/null; do :; done
        for chain in INFRASPECS-IN INFRASPECS-OUT; do
          iptables -w -t mangle -F "$chain" 2>/dev/null && iptables -w -t mangle -X "$chain"
        done
        rules=$(iptables -w -t mangle -S) || exit
        case "$rules" in *INFRASPECS*) printf '%s\n' "$rules" >&2; exit 1 ;; esac
        rm -f "$1"
        """;

    /// <summary>
    /// Cuts the node off from the other nodes and the registry, both ways, as a pulled cable would: packets vanish, and it keeps its address. Its
    /// engine's API stays reachable from here. The managers see it down after three heartbeats.
    /// </summary>
    /// <param name="token">Stops waiting.</param>
    /// <returns>The partition. Disposing it connects the node again, as <see cref="ReconnectAsync"/> does; nothing if that was done already, or the node is stopped or gone.</returns>
    /// <exception cref="ClusterException">It is a machine, or iptables refused the rules.</exception>
    public async Task<IAsyncDisposable> DisconnectAsync(CancellationToken token)
    {
        var container = RequireContainer("be disconnected");
        if (IsDisconnected) return new NodePartition(this);
        var network = Members.Network!;
        var outcome = await container.ExecAsync(["sh", "-c", CutScript, "sh", network.Subnet, network.Gateway, PartitionMark], token);
        if (outcome.ExitCode != 0) throw ClusterException.PartitionFailed(Name, "cut off", outcome);
        IsDisconnected = true;
        return new NodePartition(this);
    }

    /// <summary>Connects the node again. If managers enough run to decide, it waits until they see the node ready. Nothing if it is connected.</summary>
    /// <param name="token">Stops waiting.</param>
    /// <exception cref="ClusterException">It is a machine, or iptables did not take the rules away.</exception>
    /// <exception cref="WaitException">The managers do not see it ready within <see cref="SwarmOptions.ReadyWithin"/>.</exception>
    public async Task ReconnectAsync(CancellationToken token)
    {
        var container = RequireContainer("be reconnected");
        if (!IsDisconnected) return;
        var outcome = await container.ExecAsync(["sh", "-c", HealScript, "sh", PartitionMark], token);
        if (outcome.ExitCode != 0) throw ClusterException.PartitionFailed(Name, "connected again", outcome);
        IsDisconnected = false;
        if (Members.HasQuorum) await WaitUntilReadyAsync(token);
    }
}
