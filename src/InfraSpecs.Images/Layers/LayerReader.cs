using System.Security.Cryptography;
using InfraSpecs.Images.Elf;
using InfraSpecs.Images.Secrets;
using InfraSpecs.Images.Tar;

namespace InfraSpecs.Images.Layers;

/// <summary>Reads one layer, in one pass: names, attributes, the digest of each file, what programs say of themselves; smaller contents are put aside as they pass by.</summary>
internal sealed class LayerReader : IDisposable
{
    private static ReadOnlySpan<byte> ElfMagic => "\u007fELF"u8;

    // Longer ones are digested as they are stored: a few bytes may stand for years of zeros.
    private const long MostExpanded = 1L << 30;
    private readonly IncrementalHash _sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _hash = new byte[SHA256.HashSizeInBytes];
    private readonly ElfCapture _elf = new();
    private readonly SecretCapture _secrets = new();
    private readonly LayerColumns _columns = new();
    private readonly LayerBuilder _builder;
    private readonly KeptContents _kept;
    private readonly TarEntries _entries;

    private LayerReader(TarEntries entries, KeptContents kept, string subject) => (_entries, _kept, _builder) = (entries, kept, new LayerBuilder(_columns, subject));

    /// <param name="diffId">What the archive's digest must be; null where that is not known.</param>
    /// <param name="tar">The archive.</param>
    /// <param name="kept">Where contents are put aside.</param>
    /// <param name="token">Cancels the operation.</param>
    public static async Task<LayerIndex> ReadAsync(string? diffId, Stream tar, KeptContents kept, CancellationToken token)
    {
        var subject = diffId is null ? "A layer" : $"Layer {diffId}";
        await using var blocks = new ReadAhead(tar, token);
        using var reader = new LayerReader(new TarEntries(blocks, subject), kept, subject);
        while (await reader._entries.NextAsync()) await reader.AddAsync(reader._entries.Header);
        var digest = "sha256:" + Convert.ToHexStringLower(await blocks.DigestAsync());
        if (diffId is not null && diffId != digest) throw new InvalidDataException($"Layer {diffId} has the digest {digest}: it was changed on its way.");
        reader._builder.Complete();
        kept.End();
        return new LayerIndex(digest, reader._columns, kept);
    }

    public void Dispose() => _sum.Dispose();

    private async ValueTask AddAsync(TarHeader header)
    {
        var node = _builder.Add(header);
        if (!header.IsFile || node < 0 || _columns.Attributes[_columns.Nodes[node].Attributes].Kind is not EntryKind.File) return;
        if (header is { Sparse: not null, Size: > MostExpanded }) await AddHugeAsync(node, header);
        else await AddContentAsync(node, header.Size);
    }

    private async ValueTask AddContentAsync(int node, long size)
    {
        var piece = await _entries.ContentAsync();
        var isElf = piece.Span.StartsWith(ElfMagic);
        var place = !isElf && size > 0 && KeptContents.IsWanted(_builder.Path, size) ? _kept.Begin() : 0;
        var isPassing = !isElf && place == 0 && size > 0;
        if (isElf) _elf.Begin(size);
        if (isPassing) _secrets.Begin();
        if (piece.Length == size) SHA256.HashData(piece.Span, _hash);
        var isWhole = piece.Length == size;
        for (; !piece.IsEmpty; piece = await _entries.ContentAsync())
        {
            if (!isWhole) _sum.AppendData(piece.Span);
            if (place > 0) _kept.Write(piece.Span);
            if (isElf) _elf.Feed(piece.Span);
            if (isPassing) _secrets.Feed(piece.Span);
        }

        if (!isWhole) _sum.GetHashAndReset(_hash);
        var row = _builder.AddContent(node, new LayerFileRow(size, LayerHash.Read(_hash), place));
        if (isElf && _elf.End() is { } facts) _columns.Programs.Add(row, facts);
        if (isPassing) _columns.Secrets.Add(row, _secrets.End());
    }

    private async ValueTask AddHugeAsync(int node, TarHeader header)
    {
        _builder.Note($"{header} has {header.Size:N0} bytes, most of them holes: its digest is that of what is stored of it, and of where that is");
        _sum.AppendData(BitConverter.GetBytes(header.Size));
        foreach (var (at, length) in header.Sparse!.Parts)
        {
            _sum.AppendData(BitConverter.GetBytes(at));
            _sum.AppendData(BitConverter.GetBytes(length));
        }

        _secrets.Begin();
        for (var piece = await _entries.StoredAsync(); !piece.IsEmpty; piece = await _entries.StoredAsync())
        {
            _sum.AppendData(piece.Span);
            _secrets.Feed(piece.Span);
        }

        _sum.GetHashAndReset(_hash);
        var row = _builder.AddContent(node, new LayerFileRow(header.Size, LayerHash.Read(_hash), 0));
        _columns.Secrets.Add(row, [.. _secrets.End().Select(found => found with { Line = 0 })]);
    }
}
