using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace InfraSpecs;

/// <summary>Requests at a fixed rate from this process, on plain sockets: for a connection that serves one request HttpClient costs twice as much processor time.</summary>
internal sealed class SteadyRequests
{
    private const int MostOutstanding = 1000;
    private readonly HttpProbeOptions _options;
    private readonly Uri _url;
    private readonly byte[] _request;
    private readonly IPAddress? _address;
    private readonly long _started;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // In the order in which they were sent, so that the first one's time is over first. Only the run itself touches the queue.
    private readonly Queue<Outstanding> _sent = new();

    // The run itself counts as one.
    private int _outstanding = 1;

    public SteadyRequests(Uri url, HttpProbeOptions options)
    {
        (_url, _options, _started) = (url, options, options.Time.GetTimestamp());
        _address = IPAddress.TryParse(url.IdnHost, out var address) ? address : null;
        _request = Encoding.ASCII.GetBytes(
            $"GET {url.PathAndQuery} HTTP/1.1\r\nHost: {url.Authority}\r\nUser-Agent: infraspecs-probe\r\nAccept: */*\r\nConnection: close\r\n\r\n");
    }

    private TimeSpan Elapsed => _options.Time.GetElapsedTime(_started);

    public async Task RunAsync(Action<HttpSample> add, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(_options.Period < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : _options.Period, _options.Time);
        for (var number = 0L; await TickAsync(timer, stop) || Volatile.Read(ref _outstanding) > 1;)
        {
            while (!stop.IsCancellationRequested && number * _options.Period is var due && due <= Elapsed && Volatile.Read(ref _outstanding) <= MostOutstanding)
            {
                number++;
                Send(due, add);
            }

            while (_sent.TryPeek(out var first) && (first.IsOver || Elapsed - first.SentAt >= _options.Timeout)) _sent.Dequeue().GiveUp();
        }

        Leave();
        await _ended.Task;
    }

    /// <returns>False once it is to stop; then it ticks on for those under way.</returns>
    private static async ValueTask<bool> TickAsync(PeriodicTimer timer, CancellationToken stop)
    {
        await timer.WaitForNextTickAsync(CancellationToken.None);
        return !stop.IsCancellationRequested;
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _outstanding) == 0) _ended.SetResult();
    }

    private void Send(TimeSpan due, Action<HttpSample> add)
    {
        Interlocked.Increment(ref _outstanding);
        var request = new Outstanding(Elapsed);
        _sent.Enqueue(request);
        _ = AskAsync(request, due, add);
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever goes wrong with a request is what the probe is there to tell.")]
    private async Task AskAsync(Outstanding request, TimeSpan due, Action<HttpSample> add)
    {
        Stream? stream = null;
        var told = false;
        try
        {
            stream = await ConnectAsync(request);
            await stream.WriteAsync(_request);
            var sample = await HttpResponseReader.ReadAsync(stream, _options);
            Tell(sample);

            // The server closes, as it was asked to: whoever closes first keeps the port for a minute, and ours are few.
            if (sample.Failure is HttpFailure.None or HttpFailure.Status) await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false);
        }
        catch (Exception e)
        {
            if (!told) Tell(new HttpSample { DueAt = default, Latency = default, Failure = request.IsGivenUp ? HttpFailure.Timeout : FailureOf(e) });
        }
        finally
        {
            request.IsOver = true;
            request.Socket?.Dispose();
            if (stream is not null) await stream.DisposeAsync();
        }

        void Tell(HttpSample sample)
        {
            told = true;
            add(sample with { DueAt = due, Latency = Elapsed - due });
            Leave();
        }
    }

    private async ValueTask<Stream> ConnectAsync(Outstanding request)
    {
        var address = _address ?? (await Dns.GetHostAddressesAsync(_url.IdnHost)).FirstOrDefault() ?? throw new SocketException((int)SocketError.HostNotFound);
        request.Socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (request.IsGivenUp) throw new SocketException((int)SocketError.TimedOut);
        await request.Socket.ConnectAsync(new IPEndPoint(address, _url.Port));
        var stream = new NetworkStream(request.Socket, ownsSocket: false);
        if (_url.Scheme != "https") return stream;
        var secure = new SslStream(stream);
        await secure.AuthenticateAsClientAsync(_url.IdnHost);
        return secure;
    }

    private static HttpFailure FailureOf(Exception e) => (e as SocketException ?? e.InnerException as SocketException)?.SocketErrorCode switch
    {
        null => e is IOException or AuthenticationException ? HttpFailure.Broken : HttpFailure.NotSent,
        SocketError.ConnectionRefused => HttpFailure.Refused,
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.NetworkDown or SocketError.HostDown => HttpFailure.NoRoute,
        SocketError.TimedOut => HttpFailure.Timeout,
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => HttpFailure.NameNotFound,
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => HttpFailure.Closed,
        _ => HttpFailure.NotSent,
    };

    /// <summary>A request under way. Closing its socket ends whatever it waits for, which is cheaper than a timer for each.</summary>
    private sealed class Outstanding(TimeSpan sentAt)
    {
        private volatile bool _isGivenUp, _isOver;

        public TimeSpan SentAt => sentAt;

        public Socket? Socket { get; set; }

        public bool IsOver
        {
            get => _isOver;
            set => _isOver = value;
        }

        public bool IsGivenUp => _isGivenUp;

        public void GiveUp()
        {
            if (_isOver) return;
            _isGivenUp = true;
            Socket?.Dispose();
        }
    }
}
