using System.Net;

namespace InfraSpecs.Registry;

/// <summary>A registry is ready when it answers at its published port that it speaks version 2 of the API.</summary>
internal static class RegistryReadiness
{
    private const string Awaited = "an answer at /v2/";

    /// <param name="container">The registry.</param>
    /// <param name="anonymous">Asks it, as nobody: where there are users it says 401, and is ready.</param>
    /// <param name="options">Whether there are users; how long it may take.</param>
    /// <param name="token">Cancels the operation.</param>
    public static Task WaitAsync(Container container, RegistryHttp anonymous, RegistryOptions options, CancellationToken token)
    {
        var expected = options.Users.Count == 0 ? HttpStatusCode.OK : HttpStatusCode.Unauthorized;
        return container.WaitUntilAsync(Awaited, AskAsync, options.ReadyWithin, token);

        async ValueTask<Probe<bool>> AskAsync(CancellationToken linked)
        {
            try
            {
                using var answer = await anonymous.AskAsync(HttpMethod.Get, "/v2/", null, linked);
                return answer.StatusCode == expected
                    ? Probe.Ready(true)
                    : Probe.NotYet<bool>($"it answers {(int)answer.StatusCode} where {(int)expected} is expected");
            }
            catch (RegistryException e) when (e.Reason is RegistryReason.Unreachable)
            {
                return Probe.NotYet<bool>(e.Message.Split('\n')[0]);
            }
        }
    }
}
