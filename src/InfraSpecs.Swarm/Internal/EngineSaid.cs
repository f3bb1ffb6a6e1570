using System.Text.Json;
using Docker.DotNet;

namespace InfraSpecs.Swarm.Internal;

/// <summary>An engine's own words, without what its client wraps around them.</summary>
internal static class EngineSaid
{
    public static string Of(Exception e) => e is DockerApiException { ResponseBody: { } body } && Message(body) is { Length: > 0 } said
        ? said
        : e.GetBaseException().Message.Trim();

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
