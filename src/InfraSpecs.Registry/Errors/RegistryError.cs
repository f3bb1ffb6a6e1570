using System.Text.Json;

namespace InfraSpecs.Registry;

/// <summary>An error in the registry's own words.</summary>
/// <param name="Code">One of the specification's codes: "UNAUTHORIZED", "MANIFEST_UNKNOWN".</param>
/// <param name="Message">What it says.</param>
public sealed record RegistryError(string Code, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => Message.Length == 0 ? Code : $"{Message} ({Code})";

    /// <summary>Reads <c>{"errors":[{"code":…,"message":…,"detail":…}]}</c>; empty where the answer is something else.</summary>
    internal static IReadOnlyList<RegistryError> Parse(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return [.. json.RootElement.GetProperty("errors").EnumerateArray().Select(error => new RegistryError(Text(error, "code"), Text(error, "message")))];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return [];
        }
    }

    private static string Text(JsonElement error, string name) =>
        error.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString()! : "";
}
