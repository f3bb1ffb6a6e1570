namespace InfraSpecs;

/// <summary>The bytes of an answer, read on as they are needed into one place.</summary>
/// <param name="stream">Where they come from.</param>
/// <param name="buffer">No line is longer.</param>
internal ref struct AnswerBytes(Stream stream, byte[] buffer)
{
    private int _from, _to;

    /// <summary>Whether anything came at all.</summary>
    public bool HasSome { get; private set; }

    /// <summary>A line without its end.</summary>
    /// <param name="line">Valid until something more is read.</param>
    /// <param name="mayEndBare">A line feed alone ends it too; a carriage return in it is wrong in any case.</param>
    /// <returns>False where the bytes end before it does, or it is too long.</returns>
    public bool TryLine(out ReadOnlySpan<byte> line, bool mayEndBare)
    {
        line = default;
        for (var looked = 0; ;)
        {
            var end = buffer.AsSpan(_from + looked, _to - _from - looked).IndexOf((byte)'\n');
            if (end < 0)
            {
                looked = _to - _from;
                if (!Fill()) return false;
                continue;
            }

            line = buffer.AsSpan(_from, looked + end);
            _from += looked + end + 1;
            if (line is [.., (byte)'\r']) line = line[..^1];
            else if (!mayEndBare) return false;
            return !line.Contains((byte)'\r') && !line.Contains((byte)0);
        }
    }

    /// <summary>Reads so many bytes on, or to their end, and keeps the first of them.</summary>
    /// <param name="count">How many; null for all that come.</param>
    /// <param name="kept">Where the first are kept.</param>
    /// <returns>Whether that many came.</returns>
    public bool TryPass(long? count, ref BodyBeginning kept)
    {
        while (count is not 0)
        {
            if (_from == _to && !Fill()) return count is null;
            var taken = (int)Math.Min(count ?? long.MaxValue, _to - _from);
            kept.Add(buffer.AsSpan(_from, taken));
            _from += taken;
            count -= taken;
        }

        return true;
    }

    private bool Fill()
    {
        if (_from > 0) buffer.AsSpan(_from, _to - _from).CopyTo(buffer);
        (_from, _to) = (0, _to - _from);
        var read = _to < buffer.Length ? stream.Read(buffer.AsSpan(_to)) : 0;
        _to += read;
        HasSome |= read > 0;
        return read > 0;
    }
}

/// <summary>How a body begins.</summary>
internal struct BodyBeginning()
{
    private const int Most = 128;
    private readonly byte[] _bytes = new byte[Most];
    private int _count;

    public readonly ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _count);

    public void Add(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes[..Math.Min(bytes.Length, Most - _count)];
        bytes.CopyTo(_bytes.AsSpan(_count));
        _count += bytes.Length;
    }
}
