
namespace InfraSpecs.Swarm;

/// <summary>A node runs, and does not become ready. The message has the tail of its log.</summary>
public sealed class NodeNotUpException : InfraSpecsException
{
    private const int LinesQuoted = 10;

    private NodeNotUpException(string node, string lastSeen, IReadOnlyList<string> lastLines, WaitTimedOutException inner)
        : base(
            node,
            $"Node {node} runs, but was not ready within {inner.Within.TotalSeconds:0.###} s.",
            [
                $"Not yet because: {lastSeen}",
                .. lastLines.Count == 0 ? ["It printed nothing."] : lastLines.Select(line => "| " + line).Prepend("Its last output:"),
            ],
            "read its last output; check EngineArguments and the node's image, or raise ReadyWithin on a machine that is this slow.",
            inner) => (Node, LastSeen, LastLines) = (node, lastSeen, lastLines);

    /// <summary>The node's name.</summary>
    public string Node { get; }

    /// <summary>What was missing when it was last looked at.</summary>
    public string LastSeen { get; }

    /// <summary>The last lines that it printed.</summary>
    public IReadOnlyList<string> LastLines { get; }

    internal static async Task<NodeNotUpException> CreateAsync(string node, Container container, WaitTimedOutException e, CancellationToken token)
    {
        var (output, error) = await container.Testcontainer.GetLogsAsync(timestampsEnabled: false, ct: token);
        var lines = (output + error).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new NodeNotUpException(node, e.LastSeen, [.. lines.TakeLast(LinesQuoted)], e);
    }
}
