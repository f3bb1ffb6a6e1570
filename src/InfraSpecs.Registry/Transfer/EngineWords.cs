using System.Text.Json;
using Docker.DotNet;

namespace InfraSpecs.Registry;

/// <summary>What the engine said, without what its client wraps around it.</summary>
internal static class EngineWords
{
    public static string Of(DockerApiException e)
    {
        try
        {
            using var json = JsonDocument.Parse(e.ResponseBody ?? "");
            return json.RootElement.GetProperty("message").GetString()!.Trim();
        }
        catch (Exception other) when (other is JsonException or InvalidOperationException or KeyNotFoundException or NullReferenceException)
        {
            return e.Message.Trim();
        }
    }
}
