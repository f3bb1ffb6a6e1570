using System.Text.Json;

namespace InfraSpecs.Images;

/// <summary>Reads an image's configuration.</summary>
internal static class ConfigReader
{
    public static (ImageConfig Config, IReadOnlyList<string> DiffIds) Read(byte[] json)
    {
        using var parsed = JsonDocument.Parse(json);
        var root = parsed.RootElement;
        var inner = root.TryGetProperty("config", out var found) ? found : default;
        return (
            new ImageConfig
            {
                Platform = Text(root, "os") + "/" + Text(root, "architecture") + (Text(root, "variant") is { Length: > 0 } variant ? "/" + variant : ""),
                Entrypoint = Texts(inner, "Entrypoint"),
                Cmd = Texts(inner, "Cmd"),
                Env = Texts(inner, "Env"),
                User = Text(inner, "User"),
                WorkingDir = Text(inner, "WorkingDir"),
                Labels = Of(inner, "Labels")?.EnumerateObject().ToDictionary(it => it.Name, it => it.Value.GetString() ?? "") ?? [],
                ExposedPorts = [.. Of(inner, "ExposedPorts")?.EnumerateObject().Select(it => it.Name) ?? []],
                Volumes = [.. Of(inner, "Volumes")?.EnumerateObject().Select(it => it.Name) ?? []],
                StopSignal = Text(inner, "StopSignal") is { Length: > 0 } signal ? signal : null,
                Shell = Texts(inner, "Shell"),
                Healthcheck = Of(inner, "Healthcheck") is { } check ? new ImageHealthcheck(Texts(check, "Test")) : null,
                History =
                [
                    .. Of(root, "history")?.EnumerateArray().Select(step => new ImageHistory(
                        Text(step, "created_by"), Of(step, "empty_layer")?.GetBoolean() ?? false)) ?? [],
                ],
            },
            root.TryGetProperty("rootfs", out var rootfs) ? Texts(rootfs, "diff_ids") : []);
    }

    private static JsonElement? Of(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var found) && found.ValueKind is not JsonValueKind.Null ? found : null;

    private static string Text(JsonElement element, string name) => Of(element, name)?.GetString() ?? "";

    private static string[] Texts(JsonElement element, string name) => [.. Of(element, name)?.EnumerateArray().Select(it => it.GetString() ?? "") ?? []];
}
