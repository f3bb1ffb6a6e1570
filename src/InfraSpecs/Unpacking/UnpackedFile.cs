using InfraSpecs.Unpacking;

namespace InfraSpecs.Extensibility;

/// <summary>Reading files that may be compressed.</summary>
public static class UnpackedFile
{
    /// <summary>What is in a file that is plain or gzip, whatever its name is. Cut, damaged and followed gzip make a read throw.</summary>
    /// <param name="packed">The file, from where it stands; it stays open.</param>
    /// <param name="token">Ends the look at its beginning.</param>
    /// <returns>A stream that is read asynchronously, once.</returns>
    /// <exception cref="UnpackingException">It is compressed otherwise, encrypted, or an archive.</exception>
    public static async Task<Stream> OpenAsync(Stream packed, CancellationToken token)
    {
        var plain = await RewoundStream.OpenAsync(packed, FileForm.HeadLength, closes: false, token);
        var form = FileForm.Of(plain.Head.Span);
        if (form is null) return plain;
        if (form != FileForm.Gzip) throw UnpackingException.NotRead(form, inGzip: false);
        var content = await RewoundStream.OpenAsync(new GzipReader(plain), FileForm.HeadLength, closes: true, token);
        return FileForm.Of(content.Head.Span) is { } inner ? throw UnpackingException.NotRead(inner, inGzip: true) : content;
    }
}
