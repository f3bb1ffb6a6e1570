namespace InfraSpecs.Benchmarks;

/// <summary>Repeated measurements of the same thing.</summary>
internal sealed class Samples
{
    private readonly List<double> _values = [];

    public int Count => _values.Count;

    public double Last => _values[^1];

    public double Median => Percentile(50);

    public void Add(double value) => _values.Add(value);

    public double Percentile(int percent)
    {
        var sorted = _values.Order().ToList();
        return Math.Round(sorted[Math.Min(sorted.Count - 1, (int)Math.Ceiling(percent / 100.0 * sorted.Count) - 1)], 2);
    }

    public async Task TimeAsync(Func<Task> what)
    {
        var started = TimeProvider.System.GetTimestamp();
        await what();
        Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
    }
}
