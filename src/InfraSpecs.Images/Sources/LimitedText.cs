namespace InfraSpecs.Images.Sources;

/// <summary>JSON that others wrote, up to a length that none has.</summary>
internal static class LimitedText
{
    /// <summary>In bytes, of a manifest, an index or a configuration.</summary>
    public const int Longest = 8 << 20;

    private const int Piece = 1 << 14;

    /// <returns>Null if it is longer; no more than the limit is read then.</returns>
    public static async Task<byte[]?> ReadAsync(Stream stream, int limit, CancellationToken token)
    {
        using var text = new MemoryStream();
        var buffer = new byte[Piece];
        for (int count; (count = await stream.ReadAsync(buffer, token)) > 0;)
        {
            if (text.Length + count > limit) return null;
            text.Write(buffer, 0, count);
        }

        return text.ToArray();
    }
}
