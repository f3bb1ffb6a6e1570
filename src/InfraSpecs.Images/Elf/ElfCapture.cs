namespace InfraSpecs.Images.Elf;

/// <summary>
/// Reads files that pass by in pieces, one after the other: <c>Begin</c>, <c>Feed</c> for each piece, <c>End</c>. It keeps an object's first 16 MiB at most, and what lies around
/// its dynamic table; of 2,754 objects that were measured, the other tables of all were in there. A file that is no object costs a look at its first four bytes.
/// </summary>
internal sealed class ElfCapture
{
    private const int MostPrefix = 16 << 20;
    private const int PrefixOfStatic = 1 << 16;
    private const int PlannedFrom = 4096;
    private const int Around = 1 << 20;

    private byte[] _prefix = new byte[1 << 16];
    private byte[] _window = [];
    private int _kept;
    private int _limit;
    private int _windowKept;
    private long _windowStart;
    private long _size;
    private long _position;
    private bool _isOther;
    private bool _isPlanned;

    /// <param name="size">Of the file, in bytes.</param>
    public void Begin(long size)
    {
        (_size, _position, _kept, _windowStart, _windowKept) = (size, 0, 0, 0, 0);
        _window = [];
        _limit = (int)Math.Min(size, MostPrefix);
        _isOther = size < ElfConstants.Magic.Length;
        _isPlanned = false;
    }

    public void Feed(ReadOnlySpan<byte> chunk)
    {
        if (_isOther) return;
        if (_position < _limit) Keep(chunk);
        if (_isOther) return;
        if (!_isPlanned && _kept >= Math.Min(PlannedFrom, _limit)) Plan();
        if (_window.Length > 0) KeepWindow(chunk);
        _position += chunk.Length;
    }

    /// <returns>Null for what is no ELF object.</returns>
    public ElfFacts? End() => _isOther || _kept == 0 ? null
        : ElfReader.Read(new ElfParts(_prefix.AsSpan(0, _kept), _window.AsSpan(0, _windowKept), _windowStart, _size));

    private void Keep(ReadOnlySpan<byte> chunk)
    {
        var magic = ElfConstants.Magic;
        for (var i = _kept; i < magic.Length && i - _kept < chunk.Length; i++)
        {
            if (chunk[i - _kept] == magic[i]) continue;
            _isOther = true;
            return;
        }

        var part = chunk[..Math.Min(chunk.Length, _limit - _kept)];
        if (_kept + part.Length > _prefix.Length) Array.Resize(ref _prefix, Math.Min(MostPrefix, Math.Max(_prefix.Length * 2, _kept + part.Length)));
        part.CopyTo(_prefix.AsSpan(_kept));
        _kept += part.Length;
    }

    /// <summary>Decides by the program headers what else to keep.</summary>
    private void Plan()
    {
        _isPlanned = true;
        var prefix = _prefix.AsSpan(0, _kept);
        if (_kept < PlannedFrom || ElfFormat.Read(prefix) is not { } format || ElfSegments.Read(prefix, format) is not { } segments) return;
        if (segments.Find(ElfConstants.SegmentDynamic) is not { } dynamic) _limit = Math.Max(_kept, Math.Min(_limit, PrefixOfStatic));
        else if (dynamic.Offset > MostPrefix - dynamic.Size && dynamic.Size is > 0 and <= Around && dynamic.Offset <= _size - dynamic.Size) PlanWindow(segments, dynamic);
    }

    /// <summary>Tools that change an object afterwards move its tables to a segment of their own, at the end.</summary>
    private void PlanWindow(ElfSegment[] segments, ElfSegment dynamic)
    {
        var around = segments.FirstOrDefault(it => it.Type == ElfConstants.SegmentLoad && it.Offset <= dynamic.Offset && dynamic.Offset - it.Offset < it.Size, dynamic);
        _windowStart = Math.Max(around.Offset, dynamic.Offset - Around);
        var end = Math.Min(Math.Min(_size, around.Offset + around.Size), dynamic.Offset + dynamic.Size + Around);
        _window = new byte[Math.Max(end, dynamic.Offset + dynamic.Size) - _windowStart];
    }

    private void KeepWindow(ReadOnlySpan<byte> chunk)
    {
        var (from, to) = (Math.Max(_position, _windowStart), Math.Min(_position + chunk.Length, _windowStart + _window.Length));
        if (from >= to) return;
        chunk[(int)(from - _position)..(int)(to - _position)].CopyTo(_window.AsSpan((int)(from - _windowStart)));
        _windowKept = (int)(to - _windowStart);
    }
}
