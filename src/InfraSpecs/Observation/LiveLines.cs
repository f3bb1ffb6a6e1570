using System.Globalization;

namespace InfraSpecs.Observation;

/// <summary>The last lines of a log that is being followed, in little memory. More than 500 lines a second are not followed by those who only look on.</summary>
internal sealed class LiveLines(TimeProvider time)
{
    public const int MostLines = 200;
    public const int MostEachSecond = 500;

    private const int LongestLine = 4096;

    private readonly Lock _gate = new();
    private readonly Queue<string[]> _lines = new();
    private long _last;
    private long _kept;
    private long _second;
    private int _inSecond;

    /// <summary>In the second that is now, more came than are followed.</summary>
    public bool IsTooMuch { get; private set; }

    /// <param name="number">Its place in the log, from 1. Who waits for a log again reads it again from its beginning: what is known already is not added.</param>
    /// <param name="isError">It was written to standard error.</param>
    /// <param name="at">When it came.</param>
    /// <param name="text">The line.</param>
    public void Add(long number, bool isError, DateTimeOffset at, string text)
    {
        var second = time.GetTimestamp() / time.TimestampFrequency;
        lock (_gate)
        {
            if (number <= _last) return;
            _inSecond = second == _second ? _inSecond + 1 : 1;
            (_second, IsTooMuch) = (second, _inSecond > MostEachSecond);
            _last = number;
            _kept++;
            var clock = at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
            _lines.Enqueue([isError ? "err" : "out", clock, text.Length > 2 * LongestLine ? text[..(2 * LongestLine)] : text]);
            if (_lines.Count > MostLines) _lines.Dequeue();
        }
    }

    /// <returns>The last lines, each as ["out" or "err", time, text], and how many came before them.</returns>
    public (IReadOnlyList<string[]> Lines, long Dropped) Read()
    {
        lock (_gate) return ([.. _lines.Select(it => new[] { it[0], it[1], Short(it[2]) })], _kept - _lines.Count);
    }

    /// <summary>Masked before it is cut: a secret that is cut in two would not be known for one.</summary>
    private static string Short(string text) => SessionSecrets.Mask(text) is var masked && masked.Length > LongestLine ? masked[..LongestLine] + "…" : masked;
}

/// <summary>A line of the run file with what was followed, read when it is written: the end of a container's output may come a moment after its removal is told.</summary>
/// <param name="res">Whose.</param>
/// <param name="followed">The lines.</param>
internal sealed class LiveLog(string res, LiveLines followed)
{
    public string Res => res;

    public string At { get; } = "live";

    public IReadOnlyList<string[]> Lines => followed.Read().Lines;

    public long? Dropped => followed.Read().Dropped is > 0 and var dropped ? dropped : null;
}
