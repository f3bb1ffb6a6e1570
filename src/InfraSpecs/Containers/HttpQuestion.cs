using System.Net;

namespace InfraSpecs;

/// <summary>Whether a container answers a request over HTTP as it should.</summary>
internal static class HttpQuestion
{
    private const int LongestQuote = 200;

    // What is asked is new or was started anew: no connection from before is of use.
    private static readonly HttpClient Client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.Zero })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public static async ValueTask<Probe<bool>> AskAsync(
        Container container, int port, string path, Func<HttpStatusCode, bool> isRight, ListeningPorts listening, CancellationToken token)
    {
        try
        {
            using var answer = await Client.GetAsync(new Uri(container.Endpoint(port), path), HttpCompletionOption.ResponseHeadersRead, token);
            if (isRight(answer.StatusCode)) return Probe.Ready(true);
            return Probe.NotYet<bool>($"GET {path} answered {(int)answer.StatusCode} {answer.ReasonPhrase}{await SaidAsync(answer, token)}");
        }
        catch (HttpRequestException e)
        {
            return Probe.NotYet<bool>($"GET {path} was not answered: {e.GetBaseException().Message}{await listening.SayAsync(token)}");
        }
        catch (InvalidOperationException e)
        {
            return Probe.NotYet<bool>(e.Message); // it has ended, so that no port is published; the wait sees that too
        }
    }

    private static async Task<string> SaidAsync(HttpResponseMessage answer, CancellationToken token)
    {
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(token);
            var buffer = new byte[LongestQuote];
            var count = await body.ReadAtLeastAsync(buffer, LongestQuote, throwOnEndOfStream: false, token);
            var said = System.Text.Encoding.UTF8.GetString(buffer, 0, count).ReplaceLineEndings(" ").Trim();
            return said.Length == 0 ? "" : $": {CommandText.WithoutSecrets(said)}";
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return ""; // the status was told; what more there was is lost
        }
    }
}
