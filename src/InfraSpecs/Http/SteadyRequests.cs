using System.Net.Sockets;
using System.Text;

namespace InfraSpecs;

/// <summary>Requests at a fixed rate from this process.</summary>
internal sealed class SteadyRequests(Uri url, HttpProbeOptions options)
{
    private const int MostOutstanding = 1000;
    private const int BodyStart = 128;
    private readonly TimeProvider _time = options.Time;
    private readonly long _started = options.Time.GetTimestamp();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // The run itself counts as one.
    private int _outstanding = 1;

    public async Task RunAsync(Action<HttpSample> add, CancellationToken stop)
    {
        // Every request has a connection of its own, which ends with it.
        using var handler = new SocketsHttpHandler
        {
            PooledConnectionLifetime = TimeSpan.Zero,
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = Timeout.InfiniteTimeSpan,
        };
        using var client = new HttpMessageInvoker(handler);
        using var timer = new PeriodicTimer(options.Period < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : options.Period, _time);
        for (var number = 0L; !stop.IsCancellationRequested;)
        {
            while (number * options.Period is var due && due <= _time.GetElapsedTime(_started) && Volatile.Read(ref _outstanding) <= MostOutstanding)
            {
                number++;
                Interlocked.Increment(ref _outstanding);
                _ = AskAsync(client, due, add);
            }

            try
            {
                await timer.WaitForNextTickAsync(stop);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        Leave();
        await _ended.Task;
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _outstanding) == 0) _ended.SetResult();
    }

    private async Task AskAsync(HttpMessageInvoker client, TimeSpan due, Action<HttpSample> add)
    {
        HttpSample sample;
        using var timeout = new CancellationTokenSource(options.Timeout, _time);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            request.Headers.ConnectionClose = true;
            using var response = await client.SendAsync(request, timeout.Token);
            var body = await ReadAsync(response, timeout.Token);
            var status = (int)response.StatusCode;
            sample = new HttpSample
            {
                DueAt = due,
                Latency = default,
                Status = status,
                Failure = HttpSample.FailureOf(status),
                Replica = Header(response, options.ReplicaHeader),
                Proxy = Header(response, options.ProxyHeader),
                BodyStart = body,
            };
        }
        catch (Exception e)
        {
            sample = new HttpSample { DueAt = due, Latency = default, Failure = timeout.IsCancellationRequested ? HttpFailure.Timeout : FailureOf(e) };
        }

        add(sample with { Latency = _time.GetElapsedTime(_started) - due });
        Leave();
    }

    private static async Task<string?> ReadAsync(HttpResponseMessage response, CancellationToken token)
    {
        var buffer = new byte[1024];
        using var body = await response.Content.ReadAsStreamAsync(token);
        var kept = await body.ReadAtLeastAsync(buffer, BodyStart, throwOnEndOfStream: false, token);
        var text = kept == 0 ? null : Encoding.UTF8.GetString(buffer, 0, Math.Min(kept, BodyStart));
        while (await body.ReadAsync(buffer, token) > 0)
        {
        }

        return text;
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    private static HttpFailure FailureOf(Exception e)
    {
        if (e is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError }) return HttpFailure.NameNotFound;
        if (e is HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.SecureConnectionError }) return HttpFailure.Broken;
        for (var cause = e; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException socket) return FailureOf(socket.SocketErrorCode);
        }

        return e is HttpRequestException ? HttpFailure.Closed : HttpFailure.Broken;
    }

    private static HttpFailure FailureOf(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => HttpFailure.Refused,
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.NetworkDown or SocketError.HostDown => HttpFailure.NoRoute,
        SocketError.TimedOut => HttpFailure.Timeout,
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => HttpFailure.NameNotFound,
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => HttpFailure.Closed,
        _ => HttpFailure.NotSent,
    };
}
