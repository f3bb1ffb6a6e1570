namespace InfraSpecs;

/// <summary>Sends requests to an engine, and gives up those that it is lost for.</summary>
internal sealed class WatchedHandler(HttpMessageHandler inner, IEngineWatch watch, Creations? creations) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        creations is not null && Creations.Includes(request) ? MakeAsync(request, creations, cancellationToken) : AskAsync(request, cancellationToken);

    private async Task<HttpResponseMessage> MakeAsync(HttpRequestMessage request, Creations creations, CancellationToken cancellationToken)
    {
        creations.Begin();
        try
        {
            await creations.PrepareAsync(cancellationToken);
            return await AskAsync(request, cancellationToken);
        }
        finally
        {
            creations.End();
        }
    }

    private async Task<HttpResponseMessage> AskAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = watch.Begin($"{request.Method} {request.RequestUri?.AbsolutePath}");
        try
        {
            using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, call.Lost);
            var response = await HeededAsync(base.SendAsync(request, ends.Token), ends.Token);
            call.SeeSign();
            if (IsTakenOver(request, response)) call.Dispose();
            else response.Content = await WatchAsync(response.Content, call);
            return response;
        }
        catch (Exception e)
        {
            call.Dispose();
            if (await call.LossFromAsync(e, cancellationToken) is { } loss) throw loss;
            throw;
        }
    }

    /// <summary>Not every transport heeds the token in each of its steps, as in the handshake of TLS.</summary>
    private static async Task<HttpResponseMessage> HeededAsync(Task<HttpResponseMessage> sending, CancellationToken token)
    {
        try
        {
            return await sending.WaitAsync(token);
        }
        catch when (!sending.IsCompleted)
        {
            _ = sending.ContinueWith(late => late.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            throw;
        }
    }

    /// <summary>The connection becomes a stream of both directions, which is watched by itself.</summary>
    private static bool IsTakenOver(HttpRequestMessage request, HttpResponseMessage response) =>
        request.Headers.Contains("Upgrade") && (int)response.StatusCode is 101 or 200;

    private static async Task<HttpContent> WatchAsync(HttpContent content, EngineCall call)
    {
        var watched = new StreamContent(new WatchedStream(await content.ReadAsStreamAsync(), call, content));
        foreach (var (name, values) in content.Headers) watched.Headers.TryAddWithoutValidation(name, values);
        return watched;
    }
}
