namespace InfraSpecs.Images.Layers;

/// <summary>An entry's path without <c>.</c>, <c>..</c> and doubled slashes, and without a slash at either end. The object is used again.</summary>
internal sealed class EntryPath
{
    private byte[] _bytes = new byte[256];
    private int _length;

    public ReadOnlySpan<byte> Whole => _bytes.AsSpan(0, _length);

    public ReadOnlySpan<byte> Folder => Whole[..Math.Max(0, Whole.LastIndexOf((byte)'/'))];

    public ReadOnlySpan<byte> Name => Whole[(Whole.LastIndexOf((byte)'/') + 1)..];

    /// <returns>Whether it leads out of the root; it ends there.</returns>
    public bool Set(ReadOnlySpan<byte> path)
    {
        if (_bytes.Length < path.Length) _bytes = new byte[path.Length];
        _length = 0;
        var leadsOut = false;
        foreach (var range in path.Split((byte)'/'))
        {
            var part = path[range];
            if (part.IsEmpty || part.SequenceEqual("."u8)) continue;
            if (!part.SequenceEqual(".."u8)) Append(part);
            else if (_length == 0) leadsOut = true;
            else _length = Folder.Length;
        }

        return leadsOut;
    }

    private void Append(ReadOnlySpan<byte> part)
    {
        if (_length > 0) _bytes[_length++] = (byte)'/';
        part.CopyTo(_bytes.AsSpan(_length));
        _length += part.Length;
    }
}
