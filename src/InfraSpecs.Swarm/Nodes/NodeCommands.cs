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
}
