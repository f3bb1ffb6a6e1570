using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;
using Docker.DotNet;

namespace InfraSpecs.Swarm.Internal;

/// <summary>An engine's own words, without what its client wraps around them.</summary>
internal static class EngineSaid
{
    public static string Of(Exception e) => e is DockerApiException { ResponseBody: { } body } && Message(body) is { Length: > 0 } said
        ? said
        : e.GetBaseException().Message.Trim();

    /// <summary>There was no answer, as of an engine that is not up; an engine that refuses answers, with a <see cref="DockerApiException"/>.</summary>
    public static bool IsNoAnswer(Exception e) => e switch
    {
        HttpRequestException or IOException or SocketException or AuthenticationException => true,
        // The client tries each address of a host.
        AggregateException several => several.InnerExceptions.All(IsNoAnswer),
        _ => false,
    };

    private static string? Message(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("message", out var message)
                ? message.GetString()?.Trim()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
