using System.Buffers;
using System.Globalization;

namespace InfraSpecs.Images.Tar;

/// <summary>
/// Reads an archive entry by entry, as streams are read: once, and forwards. .NET's own reader turns names that are no UTF-8 into others, and makes objects for each entry.
/// </summary>
/// <param name="blocks">The archive.</param>
/// <param name="subject">What it is, for messages: "layer sha256:…".</param>
internal sealed class TarEntries(ReadAhead blocks, string subject)
{
    private const int RecordSize = 512;
    private const int MostExtended = 1 << 20;
    private static readonly byte[] Hole = new byte[1 << 16];
    private readonly ArrayBufferWriter<byte> _extended = new();
    private ReadOnlyMemory<byte> _rest;
    private long _position;
    private long _left;
    private long _padding;
    private long _expanded;
    private int _part;

    public TarHeader Header { get; } = new();

    /// <summary>Goes to the next entry, past what was not read of this one.</summary>
    /// <returns>False at the end of the archive, which was read to its last byte.</returns>
    /// <exception cref="InvalidDataException">The archive is cut off or damaged; says where.</exception>
    public async ValueTask<bool> NextAsync()
    {
        await SkipAsync(_left + _padding);
        PaxHeader? pax = null;
        while (true)
        {
            var record = await RecordAsync();
            if (record.IsEmpty) return pax is not null ? throw CutOff() : false;
            if (IsZero(record)) return await EndAsync();
            var type = TarRecord.Type(record.Span) ?? throw Damaged("the header's checksum is wrong");
            Expect(TarRecord.Size(record.Span) ?? throw Damaged("the header's size is no number"));
            if (type is 'x' or 'L' or 'K') pax = await ExtendAsync(type, pax ?? new());
            else if (type is 'g') await SkipAsync(_left + _padding);
            else return await HeaderAsync(record, pax);
        }
    }

    /// <summary>The next piece of the content, holes as zero bytes; valid until more is asked for; empty at the end of the entry.</summary>
    public ValueTask<ReadOnlyMemory<byte>> ContentAsync()
    {
        if (Header.Sparse is not { } sparse) return StoredAsync(_left);
        var (at, length) = _part < sparse.Parts.Count ? sparse.Parts[_part] : (Header.Size, 0);
        if (_expanded < at) return new(HoleUpTo(at));
        return length == 0 ? default : PartAsync(at + length);
    }

    /// <summary>The next piece of what the archive has of the content, without holes.</summary>
    public ValueTask<ReadOnlyMemory<byte>> StoredAsync() => StoredAsync(_left);

    /// <summary>The error of an archive that is damaged here.</summary>
    public InvalidDataException Damaged(string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{subject} cannot be read at byte {_position:N0}{(Header.Name.WrittenCount == 0 ? "" : $", at or after its entry {Header}")}: {what}."));

    private InvalidDataException CutOff() => Damaged("it ends in the middle of an entry");

    private async ValueTask<bool> HeaderAsync(ReadOnlyMemory<byte> record, PaxHeader? pax)
    {
        if (TarRecord.Read(record.Span, pax, Header) is { } wrong) throw Damaged(wrong);
        Expect(Header.Stored);
        (_expanded, _part) = (0, 0);
        if (TarRecord.HasMoreHoles(record.Span)) await ReadHolesAsync();
        if (pax is { IsMapInContent: true, RealSize: not null } && Header.IsFile) await ReadMapAsync();
        return Header.Sparse?.Fits(Header.Size, _left) == false ? throw Damaged("its map of holes is larger than its content") : true;
    }

    private async ValueTask<PaxHeader> ExtendAsync(char type, PaxHeader pax)
    {
        var content = await ReadExtendedAsync();
        var text = content.Span.IndexOf((byte)0) is var end and >= 0 ? content[..end] : content;
        if (type == 'L') pax.Path = text.ToArray();
        else if (type == 'K') pax.LinkPath = text.ToArray();
        else if (!pax.Add(content.Span)) throw Damaged("a PAX record is damaged");
        return pax;
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadExtendedAsync()
    {
        if (_left > MostExtended) throw Damaged("a header that is longer than 1 MiB is read by no engine");
        _extended.ResetWrittenCount();
        while (_left > 0) _extended.Write((await StoredAsync(_left)).Span);
        await SkipAsync(_padding);
        return _extended.WrittenMemory;
    }

    // GNU's old format: records of 21 parts each, before the content and not counted as such.
    private async ValueTask ReadHolesAsync()
    {
        for (var more = true; more;)
        {
            var record = await RecordAsync();
            if (record.IsEmpty) throw CutOff();
            if (!TarRecord.ReadHoles(record.Span, 21, Header.Sparse!)) throw Damaged("its map of holes is damaged");
            more = record.Span[504] != 0;
        }
    }

    // PAX 1.0: a count, then offsets and lengths, a line each, before the content, filled up to whole records.
    private async ValueTask ReadMapAsync()
    {
        Header.Sparse = new SparseMap();
        var numbers = new SparseNumbers(Header.Sparse);
        while (!numbers.IsComplete)
        {
            if (_left < RecordSize) throw Damaged("its map of holes is cut off");
            _left -= RecordSize;
            var record = await RecordAsync();
            if (record.IsEmpty) throw CutOff();
            if (!numbers.Feed(record.Span)) throw Damaged("its map of holes is damaged");
        }
    }

    private ReadOnlyMemory<byte> HoleUpTo(long end)
    {
        var hole = Hole.AsMemory(0, (int)Math.Min(Hole.Length, end - _expanded));
        _expanded += hole.Length;
        return hole;
    }

    private async ValueTask<ReadOnlyMemory<byte>> PartAsync(long end)
    {
        var piece = await StoredAsync(end - _expanded);
        _expanded += piece.Length;
        if (_expanded == end) _part++;
        return piece;
    }

    private async ValueTask<ReadOnlyMemory<byte>> StoredAsync(long most)
    {
        if (most == 0) return default;
        if (!await FillAsync()) throw CutOff();
        var piece = Take((int)Math.Min(most, _rest.Length));
        _left -= piece.Length;
        return piece;
    }

    private void Expect(long content) => (_left, _padding) = (content, -content & (RecordSize - 1));

    private async ValueTask SkipAsync(long count)
    {
        (_left, _padding) = (0, 0);
        for (var left = count; left > 0;)
        {
            if (!await FillAsync()) throw CutOff();
            left -= Take((int)Math.Min(left, _rest.Length)).Length;
        }
    }

    // Empty where the archive ends before it.
    private async ValueTask<ReadOnlyMemory<byte>> RecordAsync()
    {
        if (!await FillAsync()) return default;
        return _rest.Length < RecordSize ? throw CutOff() : Take(RecordSize);
    }

    // Two records of zeros are the end; what follows them is only part of the digest.
    private async ValueTask<bool> EndAsync()
    {
        var second = await RecordAsync();
        if (!second.IsEmpty && !IsZero(second)) throw Damaged("an empty record is followed by more");
        while (await FillAsync()) Take(_rest.Length);
        return false;
    }

    private async ValueTask<bool> FillAsync()
    {
        if (_rest.IsEmpty) _rest = await blocks.NextAsync();
        return !_rest.IsEmpty;
    }

    private ReadOnlyMemory<byte> Take(int count)
    {
        var taken = _rest[..count];
        _rest = _rest[count..];
        _position += count;
        return taken;
    }

    private static bool IsZero(ReadOnlyMemory<byte> record) => record.Span.IndexOfAnyExcept((byte)0) < 0;
}
