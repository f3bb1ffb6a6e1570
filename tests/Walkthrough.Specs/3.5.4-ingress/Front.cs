using InfraSpecs;
using InfraSpecs.Extensibility;

namespace Walkthrough.Specs.Swarm;

/// <summary>The manager's port 80, where HAProxy answers.</summary>
internal sealed class Front(Uri address) : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // A new connection for each request goes through two proxies; the machine may be busy.
    public static readonly HttpProbeOptions Steadily = new() { RequestsPerSecond = 25, Timeout = TimeSpan.FromSeconds(10) };

    public HttpClient Http { get; } = new();

    public async Task<HttpProbeReport> AskAsync(int requests, CancellationToken token)
    {
        await using var probe = await HttpProbe.StartAsync(address, Steadily, token);
        await probe.WaitForRequestsAsync(requests, token);
        return await probe.StopAsync(token);
    }

    /// <summary>HAProxy learns of a service a moment after the managers do.</summary>
    public Task<string> FirstAnswerAsync(CancellationToken token) => Wait.UntilAsync("an answer through HAProxy", async linked =>
    {
        try
        {
            return Probe.Ready(await Http.GetStringAsync(address, linked));
        }
        catch (HttpRequestException e)
        {
            return Probe.NotYet<string>(e.Message);
        }
    }, Patience, token);

    public void Dispose() => Http.Dispose();
}
