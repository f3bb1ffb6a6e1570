using System.Text.Json;
using Docker.DotNet;

namespace InfraSpecs;

/// <summary>What the engine said, without what its client wraps around it. For people: nothing is decided by it.</summary>
public static class EngineMessage
{
    /// <summary>The engine's sentence; of any other error its own message.</summary>
    /// <param name="e">What asking the engine threw.</param>
    public static string Of(Exception e) => e is DockerApiException { ResponseBody: { } body } && Message(body) is { } said ? said : e.Message.Trim();

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
