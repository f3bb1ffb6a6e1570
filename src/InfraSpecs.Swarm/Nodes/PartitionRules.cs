namespace InfraSpecs.Swarm;

/// <summary>Commands that cut a node off from the others, and connect it again. They run in its container.</summary>
internal static class PartitionRules
{
    /// <summary>Is there as long as a node is cut off, for whoever finds the node later; the rules themselves are seen from inside only.</summary>
    public const string Mark = "/var/tmp/infraspecs-disconnected";

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

    /// <param name="subnet">The network of the nodes, as 198.19.4.0/24.</param>
    /// <param name="gateway">Where the machine of the engine is in it.</param>
    public static string[] Cut(string subnet, string gateway) => ["sh", "-c", CutScript, "sh", subnet, gateway, Mark];

    /// <summary>Ends with 0 where the rules are in force. The file stays where a container is started again, and they do not.</summary>
    public static string[] Look { get; } = ["sh", "-c", "iptables -w -t mangle -S | grep -q INFRASPECS"];

    public static string[] Heal { get; } = ["sh", "-c", HealScript, "sh", Mark];
}
