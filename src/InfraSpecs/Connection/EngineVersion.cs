using DotNet.Testcontainers.Configurations;

namespace InfraSpecs;

/// <summary>What an engine says of itself when first asked.</summary>
internal sealed record EngineVersion(string Engine, Version Api)
{
    public static async Task<EngineVersion> AskAsync(
        IDockerEndpointAuthenticationConfiguration endpoint, EngineOptions options, CancellationToken token)
    {
        using var deadline = new CancellationTokenSource(options.ConnectWithin, options.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(token, deadline.Token);
        try
        {
            // Without an API version in the path, since an engine that is too old refuses the newer path before it says who it is.
            using var client = endpoint.GetDockerClientBuilder().WithApiVersion(null).Build();
            var answer = await client.System.GetVersionAsync(linked.Token);
            return new EngineVersion(answer.Version, System.Version.Parse(answer.APIVersion));
        }
        catch (OperationCanceledException e) when (!token.IsCancellationRequested)
        {
            throw EngineException.Unavailable(
                endpoint.Endpoint.OriginalString, $"no answer within {FailureText.Duration(options.ConnectWithin)}", e);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw EngineException.Unavailable(endpoint.Endpoint.OriginalString, Seen(endpoint.Endpoint, e), e);
        }
    }

    // Of a socket that is not there .NET says "Cannot assign requested address".
    private static string Seen(Uri endpoint, Exception e) =>
        endpoint.Scheme == "unix" && !File.Exists(endpoint.AbsolutePath) ? $"there is no socket {endpoint.AbsolutePath}" : Innermost(e).Message;

    private static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;
}
