using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace InfraSpecs;

/// <summary>
/// Requests at a fixed rate from this process, on blocking sockets and threads of their own: a busy thread pool does not look like a slow service, and a request costs half the
/// processor time that it does with HttpClient. Each thread takes the next request, sleeps until it is due, and sends it; one that leaves nobody asleep starts another one first, so
/// that the next request is sent in time whatever becomes of this one.
/// </summary>
internal sealed class SteadyRequests
{
    private const int MostThreads = 1000;

    // More than these come of a stall, and are not needed after it.
    private const int MostAsleep = 4;
    private const int StackSize = 1 << 18;
    private static readonly TimeSpan LookForLate = TimeSpan.FromMilliseconds(25);

    private readonly HttpProbeOptions _options;
    private readonly Uri _url;
    private readonly Action<HttpSample> _add;
    private readonly CancellationToken _stop;
    private readonly byte[] _request;
    private readonly IPAddress? _address;
    private readonly long _started;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly object _turns = new();
    private readonly Lock _gate = new();

    // In the order in which they were sent, so that the first one's time is over first.
    private readonly Queue<Outstanding> _sent = new();
    private int _threads, _asleep;
    private long _number;

    private SteadyRequests(Uri url, HttpProbeOptions options, Action<HttpSample> add, CancellationToken stop)
    {
        (_url, _options, _add, _stop, _started) = (url, options, add, stop, options.Time.GetTimestamp());
        _address = IPAddress.TryParse(url.IdnHost, out var address) ? address : null;
        _request = Encoding.ASCII.GetBytes(
            $"GET {url.PathAndQuery} HTTP/1.1\r\nHost: {url.Authority}\r\nUser-Agent: infraspecs-probe\r\nAccept: */*\r\nConnection: close\r\n\r\n");
    }

    private TimeSpan Elapsed => _options.Time.GetElapsedTime(_started);

    public static async Task RunAsync(Uri url, HttpProbeOptions options, Action<HttpSample> add, CancellationToken stop)
    {
        var run = new SteadyRequests(url, options, add, stop);
        lock (run._turns) run.StartThread();
        await using var late = options.Time.CreateTimer(_ => run.GiveUpLate(), null, LookForLate, LookForLate);
        await using var stopping = stop.Register(run.WakeAll);
        await run._ended.Task;
    }

    private void StartThread()
    {
        _threads++;
        new Thread(Work, StackSize) { IsBackground = true, Name = $"HttpProbe {_url.Authority}" }.Start();
    }

    private void Work()
    {
        while (TakeTurn() is { } due) Ask(due);
        lock (_turns)
        {
            if (--_threads == 0) _ended.SetResult();
        }
    }

    /// <returns>When the request that it is to send now was due; null if it is to end. What was due before the stop is sent, so that no request is missing in between.</returns>
    private TimeSpan? TakeTurn()
    {
        lock (_turns)
        {
            if (_stop.IsCancellationRequested || _asleep >= MostAsleep) return null;
            var due = _number++ * _options.Period;
            _asleep++;
            for (TimeSpan left; !_stop.IsCancellationRequested && (left = due - Elapsed) > TimeSpan.Zero;) Monitor.Wait(_turns, (int)Math.Min(Math.Ceiling(left.TotalMilliseconds), int.MaxValue));
            _asleep--;
            if (due > Elapsed) return null;
            if (_asleep == 0 && _threads < MostThreads) StartThread();
            return due;
        }
    }

    private void WakeAll()
    {
        lock (_turns) Monitor.PulseAll(_turns);
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever goes wrong with a request is what the probe is there to tell.")]
    private void Ask(TimeSpan due)
    {
        using var request = new Outstanding(Elapsed);
        lock (_gate) _sent.Enqueue(request);
        var told = false;
        try
        {
            using var stream = Connect(request);
            stream.Write(_request);
            var sample = HttpResponseReader.Read(stream, _options);
            Tell(sample);

            // The server closes, as it was asked to: whoever closes first keeps the port for a minute, and ours are few.
            if (sample.Failure is HttpFailure.None or HttpFailure.Status) stream.ReadByte();
        }
        catch (Exception e)
        {
            if (!told) Tell(new HttpSample { DueAt = default, Latency = default, Failure = request.IsGivenUp ? HttpFailure.Timeout : FailureOf(e) });
        }

        void Tell(HttpSample sample)
        {
            told = true;
            _add(sample with { DueAt = due, Latency = Elapsed - due });
        }
    }

    private Stream Connect(Outstanding request)
    {
        var stream = new NetworkStream(ConnectAny(request, _address is null ? Dns.GetHostAddresses(_url.IdnHost) : [_address]), ownsSocket: false);
        if (_url.Scheme != "https") return stream;
        var secure = new SslStream(stream);
        secure.AuthenticateAsClient(_url.IdnHost);
        return secure;
    }

    /// <summary>The first address of a name that takes the connection, as other clients do: localhost may be ::1 or 127.0.0.1.</summary>
    private Socket ConnectAny(Outstanding request, IPAddress[] addresses)
    {
        for (var at = 0; ; at++)
        {
            if (at == addresses.Length) throw new SocketException((int)SocketError.HostNotFound);
            try
            {
                return request.Connect(new IPEndPoint(addresses[at], _url.Port));
            }
            catch (SocketException) when (at + 1 < addresses.Length)
            {
                // Of several, what the last one says is told.
            }
        }
    }

    private void GiveUpLate()
    {
        List<Outstanding> late = [];
        lock (_gate)
        {
            while (_sent.TryPeek(out var first) && (first.IsOver || Elapsed - first.SentAt >= _options.Timeout)) late.Add(_sent.Dequeue());
        }

        foreach (var request in late) request.GiveUp();
    }

    private static HttpFailure FailureOf(Exception e) => (e as SocketException ?? e.InnerException as SocketException)?.SocketErrorCode switch
    {
        null => e is OutOfMemoryException ? HttpFailure.NotSent : HttpFailure.Broken,
        SocketError.ConnectionRefused => HttpFailure.Refused,
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.NetworkDown or SocketError.HostDown => HttpFailure.NoRoute,
        SocketError.TimedOut => HttpFailure.Timeout,
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => HttpFailure.NameNotFound,
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => HttpFailure.Closed,
        _ => HttpFailure.NotSent,
    };

    /// <summary>A request under way. Closing its socket ends whatever it waits for, which is cheaper than a timer for each.</summary>
    private sealed class Outstanding(TimeSpan sentAt) : IDisposable
    {
        private readonly Lock _gate = new();
        private Socket? _socket;

        public TimeSpan SentAt => sentAt;

        public bool IsOver { get; private set; }

        public bool IsGivenUp { get; private set; }

        public Socket Connect(IPEndPoint to)
        {
            var socket = new Socket(to.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            lock (_gate)
            {
                _socket = socket;
                if (IsGivenUp) socket.Dispose();
            }

            socket.Connect(to);
            return socket;
        }

        public void GiveUp()
        {
            lock (_gate)
            {
                if (IsOver) return;
                IsGivenUp = true;
                _socket?.Dispose();
            }
        }

        public void Dispose()
        {
            lock (_gate)
            {
                IsOver = true;
                _socket?.Dispose();
            }
        }
    }
}
