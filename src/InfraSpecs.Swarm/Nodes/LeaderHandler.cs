using System.Net;
using Docker.DotNet;

namespace InfraSpecs.Swarm;

/// <summary>Sends requests to a node's engine. Whoever asks managers without a leader gets one error, whatever he asked.</summary>
internal sealed class LeaderHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    // There is no status of its own for it: too few managers, those that lost their leader while one asked, and those that do not answer each other in time.
    private static readonly string[] Leaderless = ["does not have a leader", "lost leader status", "code = DeadlineExceeded"];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.InternalServerError) await ThrowIfLeaderlessAsync(response, cancellationToken);
        return response;
    }

    private static async Task ThrowIfLeaderlessAsync(HttpResponseMessage response, CancellationToken token)
    {
        await response.Content.LoadIntoBufferAsync(token);
        var body = await response.Content.ReadAsStringAsync(token);
        if (!Leaderless.Any(it => body.Contains(it, StringComparison.Ordinal))) return;
        response.Dispose();
        throw ClusterException.NoLeader(EngineMessage.Of(new DockerApiException(response.StatusCode, body)));
    }
}
