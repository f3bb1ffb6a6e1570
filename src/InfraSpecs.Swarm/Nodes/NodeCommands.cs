namespace InfraSpecs.Swarm;

/// <summary>Looking into a node.</summary>
public static class NodeCommands
{
    /// <summary>Runs a command on the node and waits for its end. The docker command line is there: <c>docker stack ls</c>.</summary>
    /// <param name="node">The node; it must be running.</param>
    /// <param name="command">The program and its arguments; no shell is put before it.</param>
    /// <param name="token">Stops waiting.</param>
    /// <returns>Its exit code, whatever it is, and its output.</returns>
    /// <exception cref="ClusterException">It is a machine.</exception>
    public static Task<ExecOutcome> ExecAsync(this Node node, IReadOnlyList<string> command, CancellationToken token) =>
        node.ExecAsync(command, new ExecOptions(), token);

    /// <inheritdoc cref="ExecAsync(Node, IReadOnlyList{string}, CancellationToken)"/>
    /// <param name="node">The node; it must be running.</param>
    /// <param name="command">The program and its arguments; no shell is put before it.</param>
    /// <param name="options">As whom, where, with what input.</param>
    /// <param name="token">Stops waiting.</param>
    public static Task<ExecOutcome> ExecAsync(this Node node, IReadOnlyList<string> command, ExecOptions options, CancellationToken token)
    {
        var container = node.Hosted("run a command");
        return container.ExecAsync(command, options, token);
    }

    /// <summary>The lines that the node's engine prints, from its first, as they come; the stream ends when the node does.</summary>
    /// <param name="node">The node.</param>
    /// <param name="token">Ends the stream with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ClusterException">It is a machine.</exception>
    public static IAsyncEnumerable<LogLine> ReadLogAsync(this Node node, CancellationToken token)
    {
        var container = node.Hosted("show its engine's log");
        return container.ReadOutputAsync(token);
    }

    /// <summary>Waits until the node's engine has printed <paramref name="count"/> lines that match.</summary>
    /// <param name="node">The node.</param>
    /// <param name="pattern">A regular expression.</param>
    /// <param name="count">How many lines.</param>
    /// <param name="within">The deadline.</param>
    /// <param name="token">The caller's token.</param>
    /// <exception cref="ClusterException">It is a machine.</exception>
    /// <exception cref="WaitTimedOutException">They did not come.</exception>
    public static Task<LogSnapshot> WaitForLogAsync(
        this Node node,
        [System.Diagnostics.CodeAnalysis.StringSyntax(System.Diagnostics.CodeAnalysis.StringSyntaxAttribute.Regex)] string pattern,
        int count,
        TimeSpan within,
        CancellationToken token)
    {
        var container = node.Hosted("show its engine's log");
        return container.WaitForOutputAsync(pattern, count, within, token);
    }
}
