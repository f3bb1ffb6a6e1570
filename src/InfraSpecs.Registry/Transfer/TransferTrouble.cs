using System.Net;

namespace InfraSpecs.Registry;

/// <summary>
/// Why an engine's transfer does not go on. An engine tries what was refused five times more, for most of a minute, and says then no more than the status. So when it
/// begins to, the registry is asked for the same.
/// </summary>
internal static class TransferTrouble
{
    /// <param name="user">As whom.</param>
    /// <param name="verb">"push" or "pull".</param>
    /// <param name="repository">In which repository.</param>
    /// <param name="token">Ends the look.</param>
    /// <returns>The cause, and whether trying again is no use; null where nothing is known.</returns>
    public static async Task<(RegistryCause Cause, bool IsLasting)?> FindAsync(RegistryUser user, string verb, string repository, CancellationToken token)
    {
        var uploads = $"/v2/{repository}/blobs/uploads/";
        if (verb == "push" && await AskAsync(user.Http, uploads, token) is { } refusal)
        {
            var cause = new RegistryCause(refusal.Message.Split('\n')[0].Replace(user.Http.Name + " refused", "it refuses", StringComparison.Ordinal), refusal.Advice);
            return (cause, refusal.StatusCode < HttpStatusCode.InternalServerError || RegistryLog.IsLasting(cause));
        }

        return await RegistryLog.FindAsync(user.Registry, verb == "push" ? uploads : $"/v2/{repository}/", token) is { } logged ? (logged, RegistryLog.IsLasting(logged)) : null;
    }

    /// <summary>Begins an upload, and takes it back.</summary>
    /// <returns>The refusal; null if it is taken.</returns>
    private static async Task<RegistryException?> AskAsync(RegistryHttp http, string uploads, CancellationToken token)
    {
        using var answer = await http.AskAsync(HttpMethod.Post, uploads, null, token);
        if (!answer.IsSuccessStatusCode) return await http.RefusalAsync(answer, "an upload", token);
        if (answer.Headers.Location is { } location) (await http.AskAsync(HttpMethod.Delete, location.IsAbsoluteUri ? location.PathAndQuery : location.OriginalString, null, token)).Dispose();
        return null;
    }
}
