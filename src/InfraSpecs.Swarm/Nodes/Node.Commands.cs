namespace InfraSpecs.Swarm;

/// <content>Commands.</content>
public sealed partial class Node
{
    /// <summary>Runs a command on the node and waits for its end. The docker command line is there: <c>docker stack ls</c>.</summary>
    /// <param name="command">The program and its arguments; no shell is put before it.</param>
    /// <param name="token">Stops waiting.</param>
    /// <returns>Its exit code, whatever it is, and its output.</returns>
    /// <exception cref="ClusterException">It is a machine.</exception>
    public Task<ExecOutcome> ExecAsync(IReadOnlyList<string> command, CancellationToken token) =>
        ExecAsync(command, new ExecOptions(), token);

    /// <inheritdoc cref="ExecAsync(IReadOnlyList{string}, CancellationToken)" path="/*[not(self::param)]"/>
    /// <param name="command">The program and its arguments; no shell is put before it.</param>
    /// <param name="options">As whom, where, with what input.</param>
    /// <param name="token">Stops waiting.</param>
    public Task<ExecOutcome> ExecAsync(IReadOnlyList<string> command, ExecOptions options, CancellationToken token)
    {
        var container = RequireContainer("run a command");
        return container.ExecAsync(command, options, token);
    }
}
