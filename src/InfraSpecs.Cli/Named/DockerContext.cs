using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using InfraSpecs.Swarm;

namespace InfraSpecs.Cli;

/// <summary>
/// A context of the docker command that leads to a named cluster, in the files that it keeps contexts in (docker/cli, cli/context/store). It is never made the current one: Testcontainers and every
/// shell follow that.
/// </summary>
/// <param name="cluster">The cluster's name.</param>
/// <param name="folder">The docker command's folder; null for the one that it uses.</param>
internal sealed class DockerContext(string cluster, string? folder = null)
{
    private const string Description = "A Swarm of infraspecs";
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnersFolder = OwnersFile | UnixFileMode.UserExecute;
    private static readonly JsonSerializerOptions Form = new() { WriteIndented = false };

    private readonly string _contexts = Path.Combine(folder ?? UsualFolder, "contexts");

    public string Name { get; } = NameFor(cluster);

    /// <summary>With ca.pem, cert.pem and key.pem, as DOCKER_CERT_PATH wants them.</summary>
    public string KeyFolder => Path.Combine(_contexts, "tls", Id, "docker");

    public bool IsThere => File.Exists(MetaFile);

    private static string UsualFolder => Environment.GetEnvironmentVariable("DOCKER_CONFIG") is { Length: > 0 } said
        ? said
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker");

    private string Id => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Name)));

    private string MetaFile => Path.Combine(_contexts, "meta", Id, "meta.json");

    /// <summary>What an engine binds to its 127.0.0.1 answers here.</summary>
    public static bool CanLeadTo(Engine engine) => engine.Endpoint is { Scheme: "unix" or "npipe" } or { Scheme: not "ssh", IsLoopback: true };

    public static string NameFor(string cluster) => $"{NamedCluster.Kind}-{cluster}";

    /// <exception cref="NamedException">Somebody else made a context of this name.</exception>
    public async Task WriteAsync(NamedAccess access, CancellationToken token)
    {
        await ThrowIfTakenAsync(token);
        foreach (var made in new[] { Path.GetDirectoryName(MetaFile)!, KeyFolder }) CreateFolder(made);
        await WriteAsync(Path.Combine(KeyFolder, "ca.pem"), access.AuthorityPem, token);
        await WriteAsync(Path.Combine(KeyFolder, "cert.pem"), access.Client.CertificatePem, token);
        await WriteAsync(Path.Combine(KeyFolder, "key.pem"), access.Client.KeyPem, token);
        var meta = new
        {
            Name, Metadata = new { Description }, Endpoints = new { docker = new { Host = access.Endpoint.OriginalString, SkipTLSVerify = false } },
        };
        await WriteAsync(MetaFile, JsonSerializer.Serialize(meta, Form), token);
    }

    /// <summary>Removes the context, if it is one that was written here.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> RemoveAsync(CancellationToken token)
    {
        if (await IsOursAsync(token) is not true) return false;
        foreach (var kept in new[] { Path.GetDirectoryName(MetaFile)!, Path.GetDirectoryName(KeyFolder)! }.Where(Directory.Exists)) Directory.Delete(kept, recursive: true);
        return true;
    }

    /// <exception cref="NamedException">Somebody else made a context of this name.</exception>
    public async Task ThrowIfTakenAsync(CancellationToken token)
    {
        if (await IsOursAsync(token) is false) throw NamedException.ContextTaken(Name, MetaFile);
    }

    /// <summary>The same as variables that the docker command reads.</summary>
    public IReadOnlyDictionary<string, string> Variables(Uri endpoint) =>
        new Dictionary<string, string> { ["DOCKER_HOST"] = endpoint.OriginalString, ["DOCKER_TLS_VERIFY"] = "1", ["DOCKER_CERT_PATH"] = KeyFolder };

    /// <summary>The same for a shell's eval. Over these variables the docker command does not look at a context's name, and says so.</summary>
    public IEnumerable<string> Exports(Uri endpoint) => ShellExports.Of(Variables(endpoint)).Append("unset DOCKER_CONTEXT");

    /// <returns>Null if there is no context of this name.</returns>
    private async Task<bool?> IsOursAsync(CancellationToken token)
    {
        if (!File.Exists(MetaFile)) return null;
        try
        {
            return JsonNode.Parse(await File.ReadAllTextAsync(MetaFile, token))?["Metadata"]?["Description"]?.GetValue<string>() == Description;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false; // nothing that was written here
        }
    }

    private static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnersFolder);
    }

    /// <summary>Never readable by others, not even for a moment; what was there may have been.</summary>
    private static async Task WriteAsync(string path, string text, CancellationToken token)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnersFile;
        await using var file = new FileStream(path, options);
        await file.WriteAsync(Encoding.UTF8.GetBytes(text), token);
    }
}
