using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace InfraSpecs;

/// <summary>The contexts of the docker command, as it keeps them in its folder (docker/cli, cli/context/store): meta/ID/meta.json and tls/ID/docker, where ID is the name's SHA-256.</summary>
/// <param name="folder">The docker command's folder.</param>
internal sealed class DockerContexts(string folder)
{
    /// <summary>The context of the engine that no context names.</summary>
    public const string Default = "default";

    public string ConfigPath => Path.Combine(folder, "config.json");

    private string MetaFolder => Path.Combine(folder, "contexts", "meta");

    /// <summary>What 'docker context use' has chosen; null for nothing.</summary>
    /// <exception cref="EngineException">The file cannot be read.</exception>
    public string? ReadCurrent() => File.Exists(ConfigPath) ? Read(ConfigPath, "the current Docker context", root => Text(root, "currentContext")) : null;

    /// <summary>The engine that a context names.</summary>
    /// <param name="name">The context's.</param>
    /// <param name="by">What named the context: "DOCKER_CONTEXT".</param>
    /// <exception cref="EngineException">There is no such context, or it cannot be used from here.</exception>
    public EngineChoice Open(string name, string by)
    {
        var subject = $"the Docker context '{name}' of {by}";
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
        var meta = Path.Combine(MetaFolder, id, "meta.json");
        if (!File.Exists(meta)) throw EngineException.NotChosen(subject, $"it does not exist: there is no {meta}", $"choose one of these: {string.Join(", ", Names())}; or set DOCKER_HOST, which goes before contexts.");
        var (host, skips) = Read(meta, subject, root =>
            (Text(Docker(root), "Host"), Docker(root) is { } it && it.TryGetProperty("SkipTLSVerify", out var skip) && skip.ValueKind == JsonValueKind.True));
        var address = EngineAddress.Parse(host ?? "", subject);
        var tls = Path.Combine(folder, "contexts", "tls", id, "docker");
        if (address.Scheme == SshForward.Scheme) return new EngineChoice(address, null, subject);
        return new EngineChoice(address, Directory.Exists(tls) || skips ? EngineTls.Read(tls, !skips, host!, subject) : null, subject);
    }

    private static JsonElement? Docker(JsonElement root) =>
        root.TryGetProperty("Endpoints", out var endpoints) && endpoints.TryGetProperty("docker", out var docker) && docker.ValueKind == JsonValueKind.Object ? docker : null;

    private static string? Text(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } it && it.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static T Read<T>(string path, string subject, Func<JsonElement, T> read)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(path));
            return read(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            throw EngineException.NotChosen(subject, $"{path} cannot be read: {e.Message}", "mend that file, or set DOCKER_HOST, which goes before contexts.", e);
        }
    }

    private IEnumerable<string> Names()
    {
        var files = Directory.Exists(MetaFolder) ? Directory.EnumerateDirectories(MetaFolder).Select(it => Path.Combine(it, "meta.json")).Where(File.Exists) : [];
        return files.Select(it => Read(it, it, root => Text(root, "Name"))).OfType<string>().Order(StringComparer.Ordinal).Prepend(Default);
    }
}
