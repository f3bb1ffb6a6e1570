using System.Net;
using System.Security.Authentication;

namespace InfraSpecs.Registry;

/// <summary>A registry is ready when it answers at its published port that it speaks version 2 of the API.</summary>
internal static class RegistryReadiness
{
    private const string Awaited = "an answer at /v2/";

    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    /// <param name="container">The registry.</param>
    /// <param name="anonymous">Asks it, as nobody: where there are users it says 401, and is ready.</param>
    /// <param name="options">Whether there are users; how long it may take.</param>
    /// <param name="token">Cancels the operation.</param>
    public static Task WaitAsync(Container container, RegistryHttp anonymous, RegistryOptions options, CancellationToken token)
    {
        var expected = options.Users.Count == 0 ? HttpStatusCode.OK : HttpStatusCode.Unauthorized;
        var looked = container.Engine.Time.GetTimestamp();
        return container.WaitUntilAsync(Awaited, AskAsync, options.ReadyWithin, token);

        // Most registries answer sooner, and then nobody needs their log.
        async Task<string?> OtherAddressAsync(CancellationToken linked)
        {
            if (container.Engine.Time.GetElapsedTime(looked) < Between) return null;
            looked = container.Engine.Time.GetTimestamp();
            return await RegistryLog.FindOtherAddressAsync(container, linked);
        }

        async ValueTask<Probe<bool>> AskAsync(CancellationToken linked)
        {
            try
            {
                using var answer = await anonymous.AskAsync(HttpMethod.Get, "/v2/", null, linked);
                return answer.StatusCode == expected ? Probe.Ready(true) : Judge((await answer.Content.ReadAsStringAsync(linked)).Trim(), (int)answer.StatusCode, (int)expected);
            }
            catch (RegistryException e) when (e.Reason is RegistryReason.Unreachable)
            {
                var said = e.Message.Split('\n')[0].TrimEnd('.');
                if (OfTls(e) is { } why) return Probe.Hopeless<bool>($"{why}: {said}");
                return await OtherAddressAsync(linked) is { } address
                    ? Probe.Hopeless<bool>($"it listens on {address}, and it is asked at port {RegistryContainer.Port} of its container")
                    : Probe.NotYet<bool>(said);
            }
        }
    }

    // Go's server says so, whatever the registry is.
    private static Probe<bool> Judge(string body, int status, int expected) => body.Contains("HTTP request to an HTTPS server", StringComparison.Ordinal)
        ? Probe.Hopeless<bool>($"it speaks TLS, and RegistryOptions.Tls is false: {body.TrimEnd('.')}")
        : Probe.NotYet<bool>($"it answers {status} where {expected} is expected{(body.Length is > 0 and < 400 && body[0] != '<' ? ": " + body : "")}");

    /// <summary>What no time mends; null for a connection that broke, as one does while a registry starts.</summary>
    private static string? OfTls(Exception e) => Chain(e).OfType<AuthenticationException>().FirstOrDefault() is not { } failure ? null
        : failure.Message.Contains("frame", StringComparison.Ordinal) ? "it speaks plain HTTP, and RegistryOptions.Tls is true"
        : "its certificate is not the one that RegistryOptions.Tls gave it";

    private static IEnumerable<Exception> Chain(Exception? e)
    {
        for (; e is not null; e = e.InnerException) yield return e;
    }
}
