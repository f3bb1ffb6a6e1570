namespace InfraSpecs;

/// <summary>
/// Steady requests while a spec does something. They fall due at a fixed rate, whatever becomes of those before them, each on a connection of its own and with
/// the name looked up anew, as new clients would come: a kept connection shows one replica, and hides a dead one. Redirects are not followed.
/// </summary>
public sealed class HttpProbe : IAsyncDisposable
{
    /// <summary>In the run file: 100 s of 50 a second.</summary>
    private const int SamplesRecorded = 5000;

    private readonly Lock _gate = new();
    private readonly List<HttpSample> _samples = [];
    private readonly List<HttpProbeMark> _marks = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly HttpProbeOptions _options;
    private readonly string _from;
    private readonly long _started;
    private readonly Task _running;
    private HttpProbeLoss? _lost;
    private TimeSpan? _stoppedAt;

    private HttpProbe(Uri url, string from, HttpProbeOptions options, Func<Action<HttpSample>, CancellationToken, Task> run)
    {
        (Url, _from, _options, _started) = (url, from, options, options.Time.GetTimestamp());
        _running = Task.Run(() => RunAsync(run));
    }

    /// <summary>What is asked for.</summary>
    public Uri Url { get; }

    private TimeSpan Elapsed => _options.Time.GetElapsedTime(_started);

    /// <summary>Begins to ask, from this process, as <see cref="HttpProbeOptions"/> has it where nothing is said.</summary>
    /// <inheritdoc cref="StartAsync(Uri, HttpProbeOptions, CancellationToken)"/>
    public static Task<HttpProbe> StartAsync(Uri url, CancellationToken token) => StartAsync(url, new HttpProbeOptions(), token);

    /// <summary>Begins to ask, from this process.</summary>
    /// <param name="url">What for: http or https, with the port as this process reaches it.</param>
    /// <param name="options">How often and how patiently.</param>
    /// <param name="token">Honoured before the first request.</param>
    /// <exception cref="InvalidOptionsException">The options cannot be meant.</exception>
    /// <exception cref="ArgumentException">It is no http or https address.</exception>
    public static Task<HttpProbe> StartAsync(Uri url, HttpProbeOptions options, CancellationToken token)
    {
        options.Validate();
        if (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https")) throw new ArgumentException($"'{url}' is no address of a web server, as http://127.0.0.1:8080/ is.", nameof(url));
        token.ThrowIfCancellationRequested();
        return Task.FromResult(new HttpProbe(url, "this process", options, (add, stop) => SteadyRequests.RunAsync(url, options, add, stop)));
    }

    /// <summary>A probe whose requests are made elsewhere, and have begun.</summary>
    /// <param name="url">What is asked for.</param>
    /// <param name="from">From where, as a failure shall name it: "worker01 in network ch03".</param>
    /// <param name="options">How it is asked.</param>
    /// <param name="run">Hands on each request that has ended, from any thread, until its token is cancelled; then it lets those under way end, and returns.
    /// What it throws before says how the probe was lost.</param>
    public static HttpProbe Follow(Uri url, string from, HttpProbeOptions options, Func<Action<HttpSample>, CancellationToken, Task> run)
    {
        options.Validate();
        return new HttpProbe(url, from, options, run);
    }

    /// <summary>Puts a word into the timeline, so that a failure says what the spec did when: "killed worker01".</summary>
    /// <param name="what">What was just done.</param>
    public void Mark(string what)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(what);
        var mark = new HttpProbeMark(Elapsed, what);
        lock (_gate) _marks.Add(mark);
    }

    /// <summary>What was seen so far. Requests that are under way are not in it.</summary>
    public HttpProbeReport ReadReport()
    {
        lock (_gate)
        {
            return new HttpProbeReport
            {
                Url = Url,
                From = _from,
                Duration = _stoppedAt ?? Elapsed,
                RequestsPerSecond = _options.RequestsPerSecond,
                Samples = [.. _samples.OrderBy(it => it.DueAt)],
                Marks = [.. _marks],
                Lost = _lost,
            };
        }
    }

    /// <summary>Waits until so many more requests have ended, well or not: so that there is something to judge before and after what a spec does.</summary>
    /// <param name="count">How many, 1 or more.</param>
    /// <param name="token">Stops waiting.</param>
    /// <exception cref="WaitException">The probe is stopped or lost.</exception>
    public async Task WaitForRequestsAsync(int count, CancellationToken token)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var goal = Ended() + count;
        var within = (count * _options.Period * 2) + _options.Timeout + TimeSpan.FromSeconds(10);
        await Wait.UntilAsync($"{FailureText.Count(count, "more request")} of {Url}", _ => ValueTask.FromResult(Look()), within, token, _options.Time, TimeSpan.FromMilliseconds(50));

        Probe<bool> Look()
        {
            if (Ended() is var ended && ended >= goal) return Probe.Ready(true);
            if (!_running.IsCompleted) return Probe.NotYet<bool>($"{FailureText.Count(goal - ended, "request")} still to come");
            lock (_gate) return Probe.Hopeless<bool>(_lost is { } lost ? $"the probe was lost: {lost.Why}" : "the probe was stopped");
        }
    }

    /// <summary>Stops asking, and lets the requests under way end, which takes <see cref="HttpProbeOptions.Timeout"/> at most.</summary>
    /// <param name="token">Stops waiting for them.</param>
    public async Task<HttpProbeReport> StopAsync(CancellationToken token)
    {
        await EndAsync().WaitAsync(token);
        return ReadReport();
    }

    /// <summary>Stops asking.</summary>
    public async ValueTask DisposeAsync() => await EndAsync();

    private int Ended()
    {
        lock (_gate) return _samples.Count;
    }

    private async Task EndAsync()
    {
        bool isFirst;
        lock (_gate) (isFirst, _stoppedAt) = (_stoppedAt is null, _stoppedAt ?? Elapsed);
        await _stop.CancelAsync();
        await _running;
        if (isFirst) Recording.Note("probe", Recorded);
    }

    private object Recorded(RunScope? scope)
    {
        HttpSample[] samples;
        lock (_gate) samples = [.. _samples.Take(SamplesRecorded)];
        return new
        {
            spec = scope?.Spec,
            @class = scope?.Class,
            collection = scope?.Collection,
            target = $"{Url}",
            t0 = RunRecorder.Current?.Now - (long)Elapsed.TotalMilliseconds,
            at = samples.Select(it => (long)it.DueAt.TotalMilliseconds).ToArray(),
            ms = samples.Select(it => Math.Round(it.Latency.TotalMilliseconds, 1)).ToArray(),
            err = samples.Select(it => it.IsGood ? null : it.Outcome).ToArray(),
        };
    }

    private async Task RunAsync(Func<Action<HttpSample>, CancellationToken, Task> run)
    {
        try
        {
            await run(Add, _stop.Token);
            return;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e)
        {
            lock (_gate)
            {
                _stoppedAt ??= Elapsed;
                _lost = new HttpProbeLoss(_stoppedAt.Value, e.Message.Split('\n')[0], e);
            }
        }
    }

    private void Add(HttpSample sample)
    {
        lock (_gate) _samples.Add(sample);
    }
}
