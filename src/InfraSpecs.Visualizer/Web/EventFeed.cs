namespace InfraSpecs.Visualizer;

/// <summary>The pictures as server-sent events: "view", and "alive" where none came for a while, so that both sides notice a lost connection.</summary>
internal static class EventFeed
{
    private static readonly TimeSpan AliveEach = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan GoneAfter = TimeSpan.FromSeconds(20);

    /// <summary>Sends pictures until the client has gone.</summary>
    /// <param name="connection">The client.</param>
    /// <param name="watch">Where pictures come from.</param>
    /// <param name="time">By which clock.</param>
    /// <param name="token">Ends it.</param>
    public static async Task RunAsync(Stream connection, ClusterWatch watch, TimeProvider time, CancellationToken token)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(token);
        try
        {
            await new Answer("200 OK", "text/event-stream", null).SendAsync(connection, withBody: false, gone.Token);
            await connection.WriteAsync("retry: 1000\n\n"u8.ToArray(), gone.Token);
            var pictures = watch.Watch(gone.Token);
            var next = pictures.ReadAsync(gone.Token).AsTask();
            while (true)
            {
                // A client that takes nothing for so long has gone without a word.
                gone.CancelAfter(GoneAfter);
                try
                {
                    var picture = await next.WaitAsync(AliveEach, time, gone.Token);
                    next = pictures.ReadAsync(gone.Token).AsTask();
                    await connection.WriteAsync((byte[])[.. "event: view\ndata: "u8, .. picture, .. "\n\n"u8], gone.Token);
                }
                catch (TimeoutException)
                {
                    await connection.WriteAsync("event: alive\ndata: \n\n"u8.ToArray(), gone.Token);
                }
            }
        }
        finally
        {
            await gone.CancelAsync();
        }
    }
}
