using System.Net;
using System.Text.Json;

namespace InfraSpecs.Registry;

/// <summary>The questions that a registry answers.</summary>
internal static class RegistryQueries
{
    private const string DigestHeader = "Docker-Content-Digest";
    private const int PageSize = 1000;

    // The specification's codes for what is not there; any other answer of 404 does not come from a registry's mouth.
    private static readonly string[] NotThere = ["MANIFEST_UNKNOWN", "NAME_UNKNOWN", "BLOB_UNKNOWN"];

    /// <summary>The names of all repositories.</summary>
    public static async Task<IReadOnlyList<string>> FindRepositoriesAsync(this RegistryHttp http, CancellationToken token) =>
        await http.FindListAsync("/v2/_catalog", "repositories", "the list of repositories", token) ?? [];

    /// <summary>The tags of a repository; null if there is no such repository.</summary>
    public static Task<IReadOnlyList<string>?> FindTagsAsync(this RegistryHttp http, string repository, CancellationToken token) =>
        http.FindListAsync($"/v2/{repository}/tags/list", "tags", $"the tags of {repository}", token);

    /// <summary>The error for an image that is not there; it says what there is instead.</summary>
    public static async Task<RegistryException> NoImageAsync(this RegistryHttp http, ImageName name, CancellationToken token) =>
        await http.FindTagsAsync(name.Repository, token) is { } tags
            ? RegistryException.NotFound(http.Name, $"image {name}", tags.Count == 0 ? $"{name.Repository} without any tag" : $"{name.Repository} with the tags {Names(tags)}")
            : await http.NoRepositoryAsync(name.Repository, token);

    /// <summary>The error for a repository that is not there; it says which there are.</summary>
    public static async Task<RegistryException> NoRepositoryAsync(this RegistryHttp http, string repository, CancellationToken token) =>
        RegistryException.NotFound(http.Name, $"repository {repository}", Names(await http.FindRepositoriesAsync(token)));

    /// <summary>All names of a list that may come in pages (RFC 8288 links).</summary>
    /// <returns>Null if the registry says that there is no such thing.</returns>
    /// <exception cref="RegistryException"><see cref="RegistryReason.NotUnderstood"/>: The list does not end.</exception>
    public static Task<IReadOnlyList<string>?> FindListAsync(this RegistryHttp http, string path, string property, string what, CancellationToken token) =>
        http.WithinAsync(null, linked => ReadPagesAsync(http, path, property, what, linked), RegistryLimits.ListWithin, token);

    private static async Task<IReadOnlyList<string>?> ReadPagesAsync(RegistryHttp http, string path, string property, string what, CancellationToken token)
    {
        List<string> all = [];
        HashSet<string> visited = [];
        for (var page = $"{path}?n={PageSize}"; page is not null && visited.Add(page);)
        {
            if (visited.Count > RegistryLimits.Pages)
            {
                throw RegistryException.NotUnderstood(http.Name, what, $"(the list does not end: {RegistryLimits.Pages} pages with {all.Count} names, and a link to the next one)");
            }
            using var answer = await http.AskAsync(HttpMethod.Get, page, null, token);
            if (!answer.IsSuccessStatusCode)
            {
                var refusal = await http.RefusalAsync(answer, what, token);
                return refusal.SaysNotThere() ? null : throw refusal;
            }

            // Where there are none, Go's JSON says null.
            all.AddRange(await http.ReadAsync(answer, what, RegistryLimits.Page, json => Strings(json.GetProperty(property)), token));
            page = NextPage(answer);
        }

        return all;
    }

    /// <summary>The digest of what a tag or digest stands for; null if it stands for nothing.</summary>
    public static async Task<string?> FindDigestAsync(this RegistryHttp http, ImageName name, CancellationToken token)
    {
        using var answer = await http.AskAsync(HttpMethod.Head, ManifestPath(name), null, token);
        if (answer.StatusCode is HttpStatusCode.NotFound) return null;
        if (!answer.IsSuccessStatusCode) throw await http.RefusalAsync(answer, $"the manifest {name}", token);
        return answer.Headers.TryGetValues(DigestHeader, out var digests) && digests.First() is var digest && ManifestParts.IsDigest(digest)
            ? digest
            : throw RegistryException.NotUnderstood(http.Name, $"the manifest {name}", $"(no header {DigestHeader} with a digest)");
    }

    /// <summary>A manifest as it is; null if there is none of that name.</summary>
    public static async Task<RawManifest?> FindManifestAsync(this RegistryHttp http, ImageName name, CancellationToken token)
    {
        var what = $"the manifest {name}";
        using var answer = await http.AskAsync(HttpMethod.Get, ManifestPath(name), null, token);
        if (!answer.IsSuccessStatusCode)
        {
            var refusal = await http.RefusalAsync(answer, what, token);
            return refusal.SaysNotThere() ? null : throw refusal;
        }

        var bytes = await http.BytesAsync(answer, what, RegistryLimits.Manifest, token);
        var manifest = new RawManifest(bytes, answer.Content.Headers.ContentType?.MediaType ?? "", RawManifest.DigestOf(bytes));
        if (answer.Headers.TryGetValues(DigestHeader, out var digests) && digests.First() is var said && said.StartsWith("sha256:", StringComparison.Ordinal)
            && said != manifest.Digest)
        {
            throw RegistryException.NotUnderstood(http.Name, what, $"(the header {DigestHeader} says {said}, but the content's digest is {manifest.Digest})");
        }

        return name.Digest is not { } asked || RawManifest.DigestOf(bytes, asked) == asked
            ? manifest
            : throw RegistryException.NotUnderstood(http.Name, what, $"(the content's digest is {RawManifest.DigestOf(bytes, asked)})");
    }

    /// <summary>What a manifest names.</summary>
    public static ManifestParts Parts(this RegistryHttp http, RawManifest manifest, ImageName name) =>
        http.Parse(manifest.Bytes, $"the manifest {name}", ManifestParts.Read);

    /// <summary>The platform that an image's configuration names.</summary>
    public static async Task<string?> PlatformAsync(this RegistryHttp http, string repository, ContentDescriptor config, CancellationToken token)
    {
        var what = $"the configuration {config.Digest} of {repository}";
        using var answer = await http.SendAsync(HttpMethod.Get, $"/v2/{repository}/blobs/{config.Digest}", what, null, token);
        var bytes = await http.BytesAsync(answer, what, RegistryLimits.Manifest, token);
        return RawManifest.DigestOf(bytes, config.Digest) is var found && found == config.Digest
            ? http.Parse(bytes, what, ManifestParts.Platform)
            : throw RegistryException.NotUnderstood(http.Name, what, $"(the content's digest is {found})");
    }

    public static string ManifestPath(ImageName name) => $"/v2/{name.Repository}/manifests/{name.Digest ?? name.Tag}";

    private static bool SaysNotThere(this RegistryException refusal) =>
        refusal.StatusCode is HttpStatusCode.NotFound && refusal.Errors.Any(error => NotThere.Contains(error.Code));

    private static string Names(IReadOnlyList<string> names) => names.Count == 0 ? "nothing" : string.Join(", ", names);

    private static List<string> Strings(JsonElement list) =>
        list.ValueKind is JsonValueKind.Null ? [] : [.. list.EnumerateArray().Select(it => it.GetString() ?? "")];

    /// <summary>The address between '&lt;' and '&gt;' of a link to the next page. A registry may name itself as others call it, so that only the path counts.</summary>
    private static string? NextPage(HttpResponseMessage answer) => answer.Headers.TryGetValues("Link", out var links)
        && links.FirstOrDefault(link => link.Contains("rel=\"next\"", StringComparison.Ordinal)) is { } next
        && next.IndexOf('<') is var open && next.IndexOf('>') is var close && open >= 0 && close > open
            ? PathOf(next[(open + 1)..close])
            : null;

    private static string PathOf(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var whole) && whole.Scheme is "http" or "https" ? whole.PathAndQuery : address;
}
