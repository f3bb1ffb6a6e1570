namespace InfraSpecs.Swarm;

/// <summary>Steady requests from a vantage point, followed as they come.</summary>
internal sealed class InsideRequests(VantagePoint point, OpenExec exec, IAsyncEnumerator<LogLine> lines, HttpProbeOptions options, CancellationTokenSource silence)
{
    // Of an engine that is alive, with a margin for machines under load: each request says something within its time.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(10);

    private TimeSpan Patience => options.Timeout + TimeSpan.FromSeconds(1 / options.RequestsPerSecond) + LongestSilence;

    /// <returns>Once the probe has begun to ask.</returns>
    public static async Task<HttpProbe> StartAsync(VantagePoint point, ProbeTarget target, HttpProbeOptions options, CancellationToken token)
    {
        var exec = await point.OpenAsync(target.Arguments("steady", options.RequestsPerSecond, options), LongestSilence, token);
        var silence = new CancellationTokenSource(Timeout.InfiniteTimeSpan, point.Time);
        var lines = LogLine.ReadAsync(exec.Stream, point.Time, silence.Token).GetAsyncEnumerator(CancellationToken.None);
        var requests = new InsideRequests(point, exec, lines, options, silence);
        try
        {
            await requests.WaitForStartAsync(token);
        }
        catch
        {
            await requests.EndAsync();
            throw;
        }

        return HttpProbe.Follow(target.Url, point.Where, options, requests.RunAsync);
    }

    private async Task WaitForStartAsync(CancellationToken token)
    {
        await using var cancelling = token.Register(silence.Cancel);
        var first = await NextAsync();
        token.ThrowIfCancellationRequested();
        if (first != ProbeLines.Start) throw point.Lost(first ?? "the probe did not begin", null);
    }

    private async Task RunAsync(Action<HttpSample> add, CancellationToken stop)
    {
        try
        {
            await using var stopping = stop.Register(() => _ = StopAsync());
            while (await NextAsync() is { } line)
            {
                if (line.StartsWith(ProbeLines.End, StringComparison.Ordinal)) return;
                if (ProbeLines.Sample(line) is { } sample) add(sample);
            }

            throw point.Lost("the probe ended before it was told to; its container or its engine did", null);
        }
        finally
        {
            await EndAsync();
        }
    }

    /// <summary>Any input makes the probe stop, and let what is under way end.</summary>
    private async Task StopAsync()
    {
        try
        {
            await exec.Stream.WriteAsync("\n"u8.ToArray(), 0, 1, silence.Token);
        }
        catch (Exception e) when (NodeConnection.IsNoAnswer(e) || e is OperationCanceledException or ObjectDisposedException)
        {
            // The reading notices it too, and says so.
        }
    }

    /// <summary>The next line; null at the end of the stream.</summary>
    private async Task<string?> NextAsync()
    {
        silence.CancelAfter(Patience);
        try
        {
            return await lines.MoveNextAsync() ? lines.Current.Text : null;
        }
        catch (OperationCanceledException e)
        {
            throw point.Lost($"nothing came from it for {FailureText.Seconds(Patience)}", e);
        }
        catch (Exception e) when (NodeConnection.IsNoAnswer(e) || e is ObjectDisposedException)
        {
            throw point.Lost($"the connection to its engine broke ({EngineMessage.Of(e)})", e);
        }
    }

    private async Task EndAsync()
    {
        await lines.DisposeAsync();
        exec.Dispose();
        silence.Dispose();
    }
}
