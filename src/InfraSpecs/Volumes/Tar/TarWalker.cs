using System.Buffers;
using System.Formats.Tar;
using System.Globalization;

namespace InfraSpecs.Volumes;

/// <summary>
/// Reads a tar that is pushed through it in pieces of any size, in constant memory, and knows at each moment where it is. The framework's
/// own reader pulls, gives no offsets, and takes the end of the stream for the end of the archive.
/// </summary>
internal sealed class TarWalker(ITarVisitor visitor)
{
    private const int Block = 512;
    private const int LongestRecord = 1 << 20;
    private const string Sparse = "GNU.sparse.";

    private readonly byte[] _block = new byte[Block];
    private readonly ArrayBufferWriter<byte> _extended = new();
    private readonly List<(string Key, string Value)> _overrides = [];
    private State _state = State.Header;
    private TarEntryType _kind;
    private int _filled;
    private int _zeroBlocks;
    private long _content;
    private long _padding;

    private enum State
    {
        Header,
        SparseMap,
        Extended,
        Content,
        Padding,
        Ended,
    }

    /// <summary>The bytes seen so far.</summary>
    public long Offset { get; private set; }

    /// <summary>Two blocks of zeros, by which a tar ends, were seen.</summary>
    public bool HasEnded => _state == State.Ended;

    /// <exception cref="TarBrokenException">The bytes are no tar.</exception>
    public void Feed(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var taken = _state switch
            {
                State.Content or State.Extended => TakeContent(bytes),
                State.Padding => TakePadding(bytes),
                State.Ended => TakeRest(bytes),
                _ => TakeBlock(bytes),
            };
            Offset += taken;
            bytes = bytes[taken..];
        }
    }

    private int TakeBlock(ReadOnlySpan<byte> bytes)
    {
        var taken = Math.Min(Block - _filled, bytes.Length);
        bytes[..taken].CopyTo(_block.AsSpan(_filled));
        _filled += taken;
        if (_filled < Block) return taken;
        _filled = 0;
        if (_state == State.SparseMap) ContinueSparse(_block[504]);
        else if (_block.AsSpan().ContainsAnyExcept((byte)0)) TakeHeader();
        else if (++_zeroBlocks == 2) _state = State.Ended;
        return taken;
    }

    private void TakeHeader()
    {
        if (_zeroBlocks > 0) throw new TarBrokenException("one block of zeros stands between entries, where an archive ends with two");
        var header = TarHeader.Parse(_block) ?? throw new TarBrokenException("what should be an entry's header has no valid checksum");
        _kind = header.Kind;
        if (_kind is TarEntryType.ExtendedAttributes or TarEntryType.GlobalExtendedAttributes or TarEntryType.LongPath or TarEntryType.LongLink)
        {
            if (header.StoredSize > LongestRecord)
            {
                throw new TarBrokenException(FormattableString.Invariant(
                    $"an extended header, which holds a long name and the like, claims {header.StoredSize:N0} bytes, and no more than {LongestRecord:N0} are read"));
            }

            Expect(header.StoredSize, State.Extended);
            return;
        }

        // A sparse file's own name stands beside one that is made up, in either order.
        foreach (var (key, value) in _overrides.OrderBy(it => it.Key.StartsWith(Sparse, StringComparison.Ordinal))) header = header.With(key, value);
        _overrides.Clear();
        visitor.Begin(header);
        // Some writers give links the size of what they lead to.
        _content = header.Kind is TarEntryType.SymbolicLink or TarEntryType.HardLink or TarEntryType.Directory or TarEntryType.Fifo
            or TarEntryType.CharacterDevice or TarEntryType.BlockDevice ? 0 : header.StoredSize;
        ContinueSparse(_kind == TarEntryType.SparseFile ? _block[482] : (byte)0);
    }

    /// <summary>GNU's old sparse files have more of their map in blocks after the header.</summary>
    private void ContinueSparse(byte more)
    {
        if (more != 0) _state = State.SparseMap;
        else Expect(_content, State.Content);
    }

    private void Expect(long content, State state)
    {
        (_content, _padding, _state) = (content, (Block - (content % Block)) % Block, state);
        if (content == 0) Complete();
    }

    private int TakeContent(ReadOnlySpan<byte> bytes)
    {
        var taken = (int)Math.Min(_content, bytes.Length);
        if (_state == State.Extended) _extended.Write(bytes[..taken]);
        else visitor.Content(bytes[..taken]);
        _content -= taken;
        if (_content == 0) Complete();
        return taken;
    }

    private void Complete()
    {
        if (_state == State.Extended) TakeExtended();
        else visitor.End();
        _state = _padding > 0 ? State.Padding : State.Header;
    }

    private int TakePadding(ReadOnlySpan<byte> bytes)
    {
        var taken = (int)Math.Min(_padding, bytes.Length);
        _padding -= taken;
        if (_padding == 0) _state = State.Header;
        return taken;
    }

    private static int TakeRest(ReadOnlySpan<byte> bytes) => bytes.ContainsAnyExcept((byte)0)
        ? throw new TarBrokenException("bytes follow where the archive has ended")
        : bytes.Length;

    private void TakeExtended()
    {
        var record = _extended.WrittenSpan;
        if (_kind == TarEntryType.LongPath) _overrides.Add(("path", TarHeader.Text(record)));
        else if (_kind == TarEntryType.LongLink) _overrides.Add(("linkpath", TarHeader.Text(record)));
        else AddPax(record);
        _extended.ResetWrittenCount();
    }

    /// <summary>Records of the form "length key=value\n", the length counting all of it.</summary>
    private void AddPax(ReadOnlySpan<byte> records)
    {
        while (records.Length > 0)
        {
            var space = records.IndexOf((byte)' ');
            if (space <= 0 || !int.TryParse(records[..space], CultureInfo.InvariantCulture, out var length) || length <= space + 1 || length > records.Length)
            {
                throw new TarBrokenException("an extended header's records do not add up");
            }

            var text = TarText.Of(records[(space + 1)..(length - 1)]);
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0) Add(text[..equals], text[(equals + 1)..]);
            records = records[length..];
        }
    }

    private void Add(string key, string value)
    {
        if (_kind == TarEntryType.ExtendedAttributes) _overrides.Add((key, value));
        else if (IsHeeded(key)) visitor.Global(key);
    }

    private static bool IsHeeded(string key) =>
        key is "path" or "linkpath" or "size" or "uid" or "gid" or "mtime" || key.StartsWith(Sparse, StringComparison.Ordinal);
}
