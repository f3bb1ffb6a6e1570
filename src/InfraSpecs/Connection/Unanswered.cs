using System.Net.Sockets;
using System.Security.Authentication;

namespace InfraSpecs;

/// <summary>Why an engine does not answer, in a sentence of ours: what .NET says of sockets is seldom what is wrong with them.</summary>
internal static class Unanswered
{
    private const string Start = "start Docker, or set DOCKER_HOST to an engine that runs.";
    private const string SpeaksTls = "Client sent an HTTP request to an HTTPS server";

    // Where Podman listens, as root and for this user, if it is asked to; no client looks there by itself.
    private static readonly string[] PodmansSockets =
        ["/run/podman/podman.sock", .. Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } it ? [Path.Combine(it, "podman", "podman.sock")] : Array.Empty<string>()];

    /// <summary>The error of a first request that failed.</summary>
    public static EngineException Because(EngineChoice choice, Exception e)
    {
        var inner = Innermost(e);
        var (seen, advice) = choice.Endpoint.Scheme == "unix" ? OfSocket(choice.Endpoint.AbsolutePath, inner) : OfAddress(choice, inner);
        return EngineException.Unavailable(choice.ToString(), seen, advice, e);
    }

    /// <summary>The error of one that said nothing in time.</summary>
    public static EngineException Silent(EngineChoice choice, TimeSpan within, Exception e) =>
        EngineException.Unavailable(choice.ToString(), $"no answer within {FailureText.Duration(within)}", Start, e);

    private static (string Seen, string Advice) OfSocket(string path, Exception e)
    {
        if (e is SocketException { SocketErrorCode: SocketError.AccessDenied } or UnauthorizedAccessException)
        {
            return ($"this user has no right to the socket {path}",
                "let this user use the engine's socket, for example as a member of the group docker; or set DOCKER_HOST to an engine that it may use.");
        }

        if (Directory.Exists(path))
            return ($"{path} is a folder, no socket", "remove it and start Docker, or set DOCKER_HOST to an engine that runs. Docker makes such a folder where a container mounts a socket that is not there.");
        if (!File.Exists(path)) return ($"there is no socket {path}", $"{PodmanAdvice()}{Start}");
        return e is SocketException { SocketErrorCode: SocketError.ConnectionRefused } ? ($"nobody listens on the socket {path}; the engine that made it has ended", $"{PodmanAdvice()}{Start}")
            : (e.Message, Start);
    }

    private static (string Seen, string Advice) OfAddress(EngineChoice choice, Exception e)
    {
        if (choice.Authentication is EngineTls { Refusal: { } refusal }) return (refusal, "take the certificates of this engine, or the address that its certificate names.");
        if (e.Message.Contains(SpeaksTls, StringComparison.Ordinal))
            return ("it speaks TLS, and was asked without", "set DOCKER_TLS_VERIFY=1, and DOCKER_CERT_PATH to the folder of ca.pem, cert.pem and key.pem; or use a Docker context that has them.");
        return e is AuthenticationException && choice.Authentication is not null
            ? ($"there is no TLS with it: {e.Message}", "see whether this port speaks TLS and takes the certificates; without TLS, unset DOCKER_TLS_VERIFY and DOCKER_TLS.")
            : (e.Message, Start);
    }

    private static string PodmanAdvice() => PodmansSockets.FirstOrDefault(File.Exists) is { } socket ? $"set DOCKER_HOST=unix://{socket} for the Podman that is there; or " : "";

    private static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;
}
