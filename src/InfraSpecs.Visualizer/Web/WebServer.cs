using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace InfraSpecs.Visualizer;

/// <summary>A server of HTTP/1.1 for this one page: it answers GET and HEAD, a request for each connection. With the framework's own server the program
/// would be 4.6 MB larger.</summary>
internal sealed class WebServer : IDisposable
{
    private static readonly TimeSpan RequestWithin = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _free = new(256);
    private readonly TcpListener _listener;
    private readonly ClusterWatch _watch;
    private readonly OwnHosts _hosts;
    private readonly TimeProvider _time;

    /// <summary>Listens at once.</summary>
    /// <param name="address">Where; port 0 lets the system choose.</param>
    /// <param name="watch">The pictures.</param>
    /// <param name="hosts">By which names it is called.</param>
    /// <param name="time">By which clock.</param>
    public WebServer(IPEndPoint address, ClusterWatch watch, OwnHosts hosts, TimeProvider time)
    {
        (_listener, _watch, _hosts, _time) = (new TcpListener(address), watch, hosts, time);
        _listener.Start();
    }

    /// <summary>The port that it listens on.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Serves until it is told to end. Beyond 256 connections, others wait.</summary>
    /// <param name="token">Ends it.</param>
    public async Task RunAsync(CancellationToken token)
    {
        while (true)
        {
            await _free.WaitAsync(token);
            _ = ServeAsync(await _listener.AcceptTcpClientAsync(token), token);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _listener.Dispose();
        _free.Dispose();
    }

    private async Task ServeAsync(TcpClient client, CancellationToken token)
    {
        try
        {
            using (client)
            {
                client.NoDelay = true;
                await AnswerAsync(client.GetStream(), token);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ChannelClosedException)
        {
            // The client went, or was too slow: nobody is left to tell.
        }
        finally
        {
            if (!token.IsCancellationRequested) _free.Release();
        }
    }

    private async Task AnswerAsync(NetworkStream connection, CancellationToken token)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(token);
        soon.CancelAfter(RequestWithin);
        var request = await RequestHead.ReadAsync(connection, soon.Token);
        var isMeant = request is null || _hosts.Has(request.Host);
        if (isMeant && request is { Method: "GET", Path: "/events" })
        {
            await EventFeed.RunAsync(connection, _watch, _time, token);
            return;
        }

        var answer = request switch
        {
            null => Answer.Plain("400 Bad Request", "That was no HTTP request."),
            _ when !isMeant => Answer.Plain(
                "421 Misdirected Request", $"This page answers to addresses and to localhost. To call it by another name, say so in the environment: {OwnHosts.Variable}=swarm.example"),
            { Method: not ("GET" or "HEAD") } => Answer.Plain("405 Method Not Allowed", "Only GET and HEAD: this page shows, and changes nothing."),
            { Path: "/healthz" } => Answer.Plain("200 OK", "The visualizer serves."),
            { Path: "/view" } => new Answer("200 OK", "application/json", await _watch.ReadAsync(soon.Token)),
            _ => Page.At(request.Path) ?? Answer.Plain("404 Not Found", "There are /, /view, /events and /healthz."),
        };
        await answer.SendAsync(connection, request is not { Method: "HEAD" }, soon.Token);
        // Closed with bytes unread, a connection is reset, and the client may not see the answer.
        connection.Socket.Shutdown(SocketShutdown.Send);
    }
}
