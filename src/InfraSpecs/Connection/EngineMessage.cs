using System.Text.Json;
using Docker.DotNet;

namespace InfraSpecs.Extensibility;

/// <summary>What the engine said, without what its client wraps around it. For people: nothing is decided by it.</summary>
public static class EngineMessage
{
    /// <summary>The engine's sentence; of an error of ours its first line; of any other the message of what caused it.</summary>
    /// <param name="e">What asking the engine threw.</param>
    public static string Of(Exception e) => e switch
    {
        DockerApiException { ResponseBody: { } body } when Message(body) is { Length: > 0 } said => said,
        InfraSpecsException => e.Message.Split('\n')[0].TrimEnd('.'),
        _ => e.GetBaseException().Message.Trim(),
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
