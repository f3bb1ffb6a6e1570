using System.Collections;

namespace InfraSpecs.Report;

/// <summary>The first and the last of what may be many, in order, and how many there were. What lies between is forgotten.</summary>
/// <param name="first">How many of the first are kept.</param>
/// <param name="last">How many of the last.</param>
internal sealed class Kept<T>(int first, int last) : IReadOnlyCollection<T>
{
    private readonly List<T> _first = [];
    private readonly Queue<T> _last = [];

    /// <summary>How many were added, kept or not.</summary>
    public int All { get; private set; }

    public int Count => _first.Count + _last.Count;

    /// <summary>How many are no longer there.</summary>
    public int Forgotten => All - Count;

    public void Add(T item)
    {
        All++;
        if (_first.Count < first)
        {
            _first.Add(item);
            return;
        }

        _last.Enqueue(item);
        if (_last.Count > last) _last.Dequeue();
    }

    /// <summary>Forgets all but the last; <see cref="All"/> stays.</summary>
    public void KeepLast()
    {
        if (Count == 0) return;
        var item = _last.Count > 0 ? _last.Last() : _first[^1];
        _first.Clear();
        _last.Clear();
        _last.Enqueue(item);
    }

    public void Clear()
    {
        _first.Clear();
        _last.Clear();
    }

    public IEnumerator<T> GetEnumerator() => _first.Concat(_last).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
