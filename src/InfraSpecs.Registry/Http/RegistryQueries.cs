using System.Net;

namespace InfraSpecs.Registry;

/// <summary>The questions that a registry answers.</summary>
internal static class RegistryQueries
{
    private const string DigestHeader = "Docker-Content-Digest";

    /// <summary>The digest of what a tag or digest stands for; null if it stands for nothing.</summary>
    public static async Task<string?> FindDigestAsync(this RegistryHttp http, string repository, string reference, CancellationToken token)
    {
        var what = $"manifest {repository}{(reference.Contains(':') ? "@" : ":")}{reference}";
        using var answer = await http.AskAsync(HttpMethod.Head, $"/v2/{repository}/manifests/{reference}", null, token);
        if (answer.StatusCode is HttpStatusCode.NotFound) return null;
        if (!answer.IsSuccessStatusCode) throw await http.RefusalAsync(answer, what, token);
        return answer.Headers.TryGetValues(DigestHeader, out var digests)
            ? digests.First()
            : throw new RegistryAnswerException(http.Name, what, $"(no {DigestHeader})");
    }

    /// <inheritdoc cref="FindDigestAsync"/>
    /// <exception cref="NotInRegistryException">It stands for nothing.</exception>
    public static async Task<string> DigestAsync(this RegistryHttp http, string repository, string reference, CancellationToken token) =>
        await http.FindDigestAsync(repository, reference, token)
        ?? throw new NotInRegistryException(http.Name, $"manifest {repository}:{reference}", "something else", []);
}
