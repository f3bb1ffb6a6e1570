using System.IO.Compression;
using ZstdSharp;

namespace InfraSpecs.Images.Sources;

/// <summary>Layers may be plain, gzip or zstd, whatever a manifest says. All is a stream: nothing is unpacked to disk, and how much it unpacks to does not matter.</summary>
internal static class Unpacking
{
    /// <summary>Reads a layer's archive, unpacked, of a blob.</summary>
    /// <param name="blob">The blob; it stays open.</param>
    /// <param name="form">Its form.</param>
    /// <param name="read">Reads the archive.</param>
    /// <exception cref="ImageTestException">What is packed in it is damaged.</exception>
    public static async Task<T> ReadAsync<T>(Stream blob, BlobForm form, Func<Stream, Task<T>> read)
    {
        try
        {
            await using var plain = Open(blob, form);
            return await read(plain);
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw ImageTestException.Damaged(form is BlobForm.Tar ? e.Message : $"it is no whole {form.ToString().ToLowerInvariant()}: {e.Message.TrimEnd('.')}", inner: e);
        }
        catch (EndOfStreamException e)
        {
            throw ImageTestException.Damaged("it ends too early", inner: e);
        }
    }

    /// <summary>What the readers of archives and of what is packed throw.</summary>
    public static bool IsDamage(Exception e) => e is ZstdException or InvalidDataException;

    public static Stream Open(Stream blob, BlobForm form) => form switch
    {
        BlobForm.Gzip => new GZipStream(blob, CompressionMode.Decompress, leaveOpen: true),
        BlobForm.Zstd => new DecompressionStream(blob, leaveOpen: true),
        _ => blob,
    };
}
