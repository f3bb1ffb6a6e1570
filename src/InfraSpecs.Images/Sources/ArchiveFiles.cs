using System.Formats.Tar;
using System.Runtime.CompilerServices;

namespace InfraSpecs.Images.Sources;

/// <summary>The files of an archive that <c>docker save</c> or another tool made, which may be packed as a whole.</summary>
/// <param name="source">What it is, for the reader.</param>
/// <param name="open">Opens it, from its beginning.</param>
/// <param name="isNear">Whether opening it again costs little.</param>
internal sealed class ArchiveFiles(string source, Func<CancellationToken, Task<Stream>> open, bool isNear) : SavedFiles
{
    public override string Source => source;

    public override bool IsNear => isNear;

    public override async IAsyncEnumerable<SavedFile> ReadAsync([EnumeratorCancellation] CancellationToken token)
    {
        await using var archive = await open(token);
        await using var plain = await OpenTarAsync(archive, token);
        await using var tar = new TarReader(plain, leaveOpen: true);
        for (var last = "its beginning"; await NextAsync(tar, last, token) is { } entry; last = entry.Name)
        {
            if (entry.EntryType is TarEntryType.SymbolicLink) yield return new SavedFile(Clean(entry.Name), null, Clean($"{entry.Name}/../{entry.LinkName}"));
            else if (entry.EntryType is TarEntryType.HardLink) yield return new SavedFile(Clean(entry.Name), null, Clean(entry.LinkName));
            else if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile) yield return new SavedFile(Clean(entry.Name), entry.DataStream ?? Stream.Null);
        }
    }

    /// <summary>A plain archive in a file is left as it is, so that what is not read of it is skipped.</summary>
    private static async Task<Stream> OpenTarAsync(Stream archive, CancellationToken token)
    {
        var peeked = await PeekedStream.OpenAsync(archive, BlobForms.HeadLength, token);
        var form = BlobForms.Detect(peeked.Head.Span);
        if (peeked.Head.Length == 0) throw NoArchive("the file is empty");
        if (form is BlobForm.Json or BlobForm.Other) throw NoArchive($"it is no tar archive, packed or not: it is {BlobForms.Describe(peeked.Head.Span)}");
        if (form is not BlobForm.Tar) return await UnpackAsync(peeked, form, token);
        if (!archive.CanSeek) return peeked;
        archive.Position = 0;
        return archive;
    }

    private static async Task<Stream> UnpackAsync(Stream packed, BlobForm form, CancellationToken token)
    {
        try
        {
            var inner = await PeekedStream.OpenAsync(Unpacking.Open(packed, form), BlobForms.HeadLength, token);
            return BlobForms.Detect(inner.Head.Span) is BlobForm.Tar ? inner : throw NoArchive($"what is packed in it is no tar archive: it is {BlobForms.Describe(inner.Head.Span)}");
        }
        catch (Exception e) when (e is EndOfStreamException || Unpacking.IsDamage(e))
        {
            throw ImageTestException.Damaged($"it is no whole {form.ToString().ToLowerInvariant()}: {e.Message.TrimEnd('.')}", inner: e);
        }
    }

    /// <summary>Numbers in headers that cannot be meant have many exceptions in .NET's reader.</summary>
    private static async Task<TarEntry?> NextAsync(TarReader tar, string last, CancellationToken token)
    {
        try
        {
            return await tar.GetNextEntryAsync(copyData: false, token);
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidOperationException or ArithmeticException or ArgumentException or FormatException || Unpacking.IsDamage(e))
        {
            throw ImageTestException.Damaged($"the archive is cut off or damaged behind {last}: {e.Message.TrimEnd('.')}", inner: e);
        }
    }

    private static ImageTestException NoArchive(string why) =>
        ImageTestException.Unreadable(ImageTestReason.Unsupported, "", why, "name an archive that docker save made, an OCI layout's folder, or an archive of one.");
}
