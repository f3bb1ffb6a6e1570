using System.Net;
using System.Text;
using Docker.DotNet;

namespace InfraSpecs.Registry;

/// <summary>Why a registry refuses: its answer is short, and its log, its settings and its password file say more.</summary>
internal static class RegistryDiagnosis
{
    /// <summary>Asked when it has refused something.</summary>
    /// <returns>Null where nothing is known.</returns>
    public static async Task<RegistryCause?> OfRefusalAsync(RunningRegistry registry, RegistryRefusal refusal, CancellationToken token)
    {
        try
        {
            return refusal switch
            {
                { Status: HttpStatusCode.Unauthorized, Account: { } account } => await OfPasswordAsync(registry, account, token),
                { Status: HttpStatusCode.MethodNotAllowed } => await OfSettingsAsync(registry, refusal.Method, token),
                { Status: >= HttpStatusCode.InternalServerError } or { Errors.Count: 0, Status: HttpStatusCode.BadRequest } => await RegistryLog.FindAsync(registry, refusal.Path, token),
                _ => null,
            };
        }
        catch (Exception e) when (e is DockerApiException or ContainerException or EngineException or IOException)
        {
            return null; // the registry's own answer is known all the same
        }
    }

    private static async Task<RegistryCause?> OfPasswordAsync(RunningRegistry registry, string account, CancellationToken token)
    {
        var settings = await SettingsAsync(registry, token);
        if (settings.GetValueOrDefault("REGISTRY_AUTH_HTPASSWD_PATH") is not { } path || await registry.Container.FindFileContentAsync(path, token) is not { } file) return null;
        return OfPassword(path, Encoding.UTF8.GetString(file), account);
    }

    /// <summary>By the user's line: a hash's form is no secret.</summary>
    internal static RegistryCause? OfPassword(string path, string htpasswd, string account)
    {
        var line = htpasswd.Split('\n').FirstOrDefault(it => it.StartsWith(account + ":", StringComparison.Ordinal));
        if (line is null) return new RegistryCause($"{path} has no user {account}", "come as one of RegistryOptions.Users, or add the user to the file.");
        return line[(account.Length + 1)..].StartsWith("$2", StringComparison.Ordinal) ? null : new RegistryCause(
            $"{path} has the password of {account} in another form than bcrypt, which is the only one that a registry reads",
            "make the file with htpasswd -B, or name the user in RegistryOptions.Users.");
    }

    private static async Task<RegistryCause?> OfSettingsAsync(RunningRegistry registry, HttpMethod method, CancellationToken token) =>
        OfSettings(await SettingsAsync(registry, token), method);

    internal static RegistryCause? OfSettings(IReadOnlyDictionary<string, string> settings, HttpMethod method)
    {
        var readOnly = settings.FirstOrDefault(it => it.Key.StartsWith("REGISTRY_STORAGE_MAINTENANCE", StringComparison.Ordinal)
            && (it.Key + it.Value).Contains("readonly", StringComparison.OrdinalIgnoreCase) && it.Value.Contains("true", StringComparison.OrdinalIgnoreCase));
        if (readOnly.Key is { } name) return new RegistryCause($"it is read-only: {name} is {readOnly.Value}", $"leave {name} out where something is to be pushed or deleted.");
        if (settings.GetValueOrDefault("REGISTRY_PROXY_REMOTEURL") is { Length: > 0 })
        {
            return new RegistryCause("it is a mirror (REGISTRY_PROXY_REMOTEURL), which takes nothing but what it mirrors", "push to another registry, or leave REGISTRY_PROXY_REMOTEURL out.");
        }

        return method == HttpMethod.Delete && settings.GetValueOrDefault("REGISTRY_STORAGE_DELETE_ENABLED") is not "true"
            ? new RegistryCause($"REGISTRY_STORAGE_DELETE_ENABLED is {settings.GetValueOrDefault("REGISTRY_STORAGE_DELETE_ENABLED") ?? "not set"}", "set REGISTRY_STORAGE_DELETE_ENABLED to true.")
            : null;
    }

    private static async Task<Dictionary<string, string>> SettingsAsync(RunningRegistry registry, CancellationToken token) =>
        ((await registry.Engine.Client.Containers.InspectContainerAsync(registry.Container.Id, token)).Config?.Env ?? [])
        .Select(it => it.Split('=', 2)).Where(it => it.Length == 2).DistinctBy(it => it[0]).ToDictionary(it => it[0], it => it[1]);
}
