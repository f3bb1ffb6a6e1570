namespace InfraSpecs.Images.Tar;

/// <summary>Reads a map of holes that is written in lines: how many parts, then where each is and how long.</summary>
internal sealed class SparseNumbers(SparseMap map)
{
    private long? _parts;
    private long? _at;
    private long _number;
    private int _digits;

    public bool IsComplete => _parts == 0;

    /// <returns>False for what is no such map.</returns>
    public bool Feed(ReadOnlySpan<byte> record)
    {
        foreach (var character in record)
        {
            if (IsComplete) return true;
            if (character is >= (byte)'0' and <= (byte)'9' && _digits++ < 18) _number = (_number * 10) + character - '0';
            else if (character != '\n' || _digits == 0 || !Take()) return false;
        }

        return true;
    }

    private bool Take()
    {
        var number = _number;
        (_number, _digits) = (0, 0);
        if (_parts is null) _parts = number;
        else if (_at is null) _at = number;
        else
        {
            if (!map.Add(_at.Value, number)) return false;
            (_at, _parts) = (null, _parts - 1);
        }

        return true;
    }
}
