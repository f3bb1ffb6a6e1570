using System.Globalization;
using System.Net;

namespace InfraSpecs.Registry;

/// <summary>The body of an answer, up to a limit.</summary>
internal static class RegistryBody
{
    private const int Piece = 1 << 15;

    /// <returns>Null if it is longer; no more than the limit is read then.</returns>
    public static async Task<byte[]?> ReadAsync(HttpResponseMessage answer, int limit, CancellationToken token)
    {
        if (answer.Content.Headers.ContentLength > limit) return null;
        await using var body = await answer.Content.ReadAsStreamAsync(token);
        using var read = new MemoryStream();
        var buffer = new byte[Piece];
        for (int count; (count = await body.ReadAsync(buffer, token)) > 0;)
        {
            if (read.Length + count > limit) return null;
            read.Write(buffer, 0, count);
        }

        return read.ToArray();
    }

    public static string Size(long bytes) => bytes.ToString("N0", CultureInfo.InvariantCulture) + " bytes";

    public static bool IsRedirection(this HttpStatusCode status) => status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
        or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
}
