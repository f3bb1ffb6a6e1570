namespace InfraSpecs.Swarm;

/// <summary>A port of a node cannot be reached from here.</summary>
public sealed class PortNotPublishedException : InfraSpecsException
{
    /// <summary>Creates the error.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="port">The port on the node.</param>
    /// <param name="innerException">How it was noticed.</param>
    public PortNotPublishedException(string node, int port, Exception? innerException)
        : base(
            node,
            $"Port {port} of {node} is not published: the node was started without it, or does not run.",
            [],
            "name the port in SwarmOptions.ManagerPorts or WorkerPorts; or use cluster.ForwardAsync(node, port, token), which needs no published port.",
            innerException) =>
        (Node, Port) = (node, port);

    /// <summary>The node's name.</summary>
    public string Node { get; }

    /// <summary>The port on the node.</summary>
    public int Port { get; }
}
