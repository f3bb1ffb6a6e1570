using System.Net;
using System.Net.Http.Headers;

namespace InfraSpecs.Registry;

/// <summary>One blob from one repository to another, of the same registry or of two.</summary>
internal static class BlobCopy
{
    public static async Task RunAsync(RegistryUser source, string from, RegistryUser target, string to, ContentDescriptor blob, CancellationToken token)
    {
        var what = $"blob {blob.Digest} of {to}";
        using (var there = await target.Http.AskAsync(HttpMethod.Head, $"/v2/{to}/blobs/{blob.Digest}", null, token))
        {
            if (there.IsSuccessStatusCode) return;
            if (there.StatusCode is not HttpStatusCode.NotFound) throw await target.Http.RefusalAsync(there, what, token);
        }

        var mount = source.Registry == target.Registry ? $"?mount={blob.Digest}&from={from}" : "";
        using var begun = await target.Http.SendAsync(HttpMethod.Post, $"/v2/{to}/blobs/uploads/{mount}", what, null, token);
        if (begun.StatusCode is HttpStatusCode.Created) return; // it was mounted
        var place = Place(begun.Headers.Location) ?? throw RegistryException.NotUnderstood(target.Http.Name, what, "(no header Location)");
        using var original = await source.Http.SendAsync(HttpMethod.Get, $"/v2/{from}/blobs/{blob.Digest}", $"blob {blob.Digest} of {from}", null, token);
        await using var layer = new CheckedBlob(source.Http, await original.Content.ReadAsStreamAsync(token), blob, $"blob {blob.Digest} of {from}");
        using var content = new StreamContent(layer);
        content.Headers.ContentLength = blob.Size;
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        var digest = $"{(place.Contains('?') ? '&' : '?')}digest={Uri.EscapeDataString(blob.Digest)}";
        try
        {
            (await target.Http.SendAsync(HttpMethod.Put, place + digest, what, content, token)).Dispose();
        }
        catch (RegistryException e) when (e.Reason is RegistryReason.Unreachable && layer.Problem is { } problem)
        {
            throw problem;
        }
    }

    /// <summary>Without the host: the registry names the one that it was called by, which need not be one that leads to it from here.</summary>
    private static string? Place(Uri? location) => location is { IsAbsoluteUri: true } ? location.PathAndQuery : location?.OriginalString;
}
