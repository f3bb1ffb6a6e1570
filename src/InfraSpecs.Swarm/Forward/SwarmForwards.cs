namespace InfraSpecs.Swarm;

/// <summary>Reaching ports of a cluster from this machine that nothing publishes here.</summary>
public static class SwarmForwards
{
    /// <summary>Forwards a port of this machine to a port of a service's running tasks, in turns, as they run when a connection is made.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="service">The service; it must listen on 127.0.0.1 or on every address, and its image needs no tools.</param>
    /// <param name="port">The port in its tasks; nothing needs to publish it.</param>
    /// <param name="token">Ends the attempt; nothing is left then.</param>
    /// <exception cref="ServiceException">No task of it runs.</exception>
    /// <exception cref="ClusterException">A node's own engine cannot be asked.</exception>
    /// <exception cref="VantageException">The cluster was attached to, and has no engine that could build the probe; or a node does not take it.</exception>
    public static Task<PortForward> ForwardAsync(this SwarmCluster cluster, Service service, int port, CancellationToken token)
    {
        var route = new ServiceRoute(cluster, service, Checked(port));
        return OpenAsync(route, route.NextAsync, token);
    }

    /// <summary>Forwards a port of this machine to a port of a node, as it is reached on the node itself: one that a service publishes with mode host, for instance.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="node">The node.</param>
    /// <param name="port">The port on the node.</param>
    /// <param name="token">Ends the attempt; nothing is left then.</param>
    /// <exception cref="ClusterException">The node's own engine cannot be asked.</exception>
    /// <exception cref="VantageException">The cluster was attached to, and has no engine that could build the probe; or the node does not take it.</exception>
    public static Task<PortForward> ForwardAsync(this SwarmCluster cluster, Node node, int port, CancellationToken token)
    {
        var route = new NodeRoute(cluster, node, Checked(port));
        return OpenAsync(route, route.EnterAsync, token);
    }

    private static async Task<PortForward> OpenAsync(IForwardRoute route, Func<CancellationToken, Task> enter, CancellationToken token)
    {
        try
        {
            // What is wrong is said now, and not by a connection that closes.
            await enter(token);
            return new PortForward(route);
        }
        catch (Exception e)
        {
            await Undo.AfterAsync(e, route.DisposeAsync);
            throw;
        }
    }

    private static int Checked(int port) =>
        port is > 0 and < 65536 ? port : throw new ArgumentOutOfRangeException(nameof(port), port, "A port is from 1 to 65535.");
}
