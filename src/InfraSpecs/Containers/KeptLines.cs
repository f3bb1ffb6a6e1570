namespace InfraSpecs;

/// <summary>The last lines of a log: so many, and no more than memory has room for.</summary>
/// <param name="most">How many lines.</param>
internal sealed class KeptLines(int most)
{
    /// <summary>In characters of all lines together.</summary>
    public const long Room = 32 << 20;

    private readonly Queue<LogLine> _lines = new();
    private long _length;

    public void Add(LogLine line)
    {
        _lines.Enqueue(line);
        _length += line.Text.Length;
        while (_lines.Count > most || _length > Room) _length -= _lines.Dequeue().Text.Length;
    }

    public IReadOnlyList<LogLine> Read() => [.. _lines];
}
