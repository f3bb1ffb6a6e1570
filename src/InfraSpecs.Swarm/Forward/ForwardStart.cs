namespace InfraSpecs.Swarm;

/// <summary>Opens forwards of ports, once their targets are known to be there.</summary>
internal static class ForwardStart
{
    public static Task<PortForward> RunAsync(Cluster cluster, Service service, int port, Engine? images, CancellationToken token)
    {
        var route = new ServiceRoute(cluster, service, Checked(port), images);
        return OpenAsync(route, route.NextAsync, token);
    }

    public static Task<PortForward> RunAsync(Cluster cluster, Node node, int port, Engine? images, CancellationToken token)
    {
        var route = new NodeRoute(cluster, node, Checked(port), images);
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
