using System.Net;
using Docker.DotNet;

namespace InfraSpecs;

/// <summary>What an engine says of itself when first asked.</summary>
/// <param name="Engine">Its version: "26.1.5".</param>
/// <param name="Api">The newest API version that it names.</param>
/// <param name="SpeaksOurs">It answers <see cref="Minimum"/>.</param>
/// <param name="IsPodman">It is Podman, which does a few things of Docker's API otherwise.</param>
internal sealed record EngineVersion(string Engine, Version Api, bool SpeaksOurs, bool IsPodman = false)
{
    /// <summary>That of Docker 25.</summary>
    public static readonly Version Minimum = new(1, 44);

    private const string Podman = "Podman Engine";

    public static async Task<EngineVersion> AskAsync(EngineChoice choice, EngineOptions options, CancellationToken token)
    {
        using var deadline = new CancellationTokenSource(options.ConnectWithin, options.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(token, deadline.Token);
        try
        {
            // Without an API version in the path, since an engine that is too old refuses the newer path before it says who it is.
            using var client = choice.Configuration.GetDockerClientBuilder().WithApiVersion(null).Build();
            // The client's handshake of TLS hears of no token.
            var answer = await client.System.GetVersionAsync(linked.Token).WaitAsync(linked.Token);
            var api = Version.Parse(answer.APIVersion);
            var takesOurs = api >= Minimum || await TakesOursAsync(choice, linked.Token);
            return new EngineVersion(answer.Version, api, takesOurs, answer.Components?.Any(it => it.Name == Podman) == true);
        }
        catch (OperationCanceledException e) when (!token.IsCancellationRequested)
        {
            throw Unanswered.Silent(choice, options.ConnectWithin, e);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw choice.Ssh is { } ssh ? await ssh.RefusalAsync(choice, options.Time, e) : Unanswered.Because(choice, e);
        }
    }

    /// <summary>The number says what Docker can. Podman names 1.41 and takes each path; it is found out what it can do with it.</summary>
    private static async Task<bool> TakesOursAsync(EngineChoice choice, CancellationToken token)
    {
        try
        {
            using var client = choice.Configuration.GetDockerClientBuilder().WithApiVersion(Minimum).Build();
            await client.System.GetVersionAsync(token);
            return true;
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.BadRequest)
        {
            return false; // "client version 1.44 is too new"
        }
    }
}
