using System.Globalization;

namespace InfraSpecs.Report;

/// <summary>A piece of time from left to right, in per cent.</summary>
internal sealed record Axis(long From, long To)
{
    private static readonly long[] Steps =
        [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_200_000, 3_600_000, 7_200_000, 21_600_000, 86_400_000];

    private long Span => Math.Max(1, To - From);

    public double At(double time) => Math.Clamp(100.0 * (time - From) / Span, 0, 100);

    public double Width(double from, double to) => Math.Max(0, At(to) - At(from));

    public bool Shows(long from, long to) => to >= From && from <= To;

    /// <summary>The times below the axis: at most six steps, and zero.</summary>
    public IEnumerable<(double Left, string Text)> Ticks
    {
        get
        {
            var step = Steps.FirstOrDefault(it => Span / it < 6, Span);
            for (long at = 0; at <= Span; at += step) yield return (100.0 * at / Span, Label(at));
        }
    }

    public static string Label(long milliseconds) => milliseconds switch
    {
        0 => "0",
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds} ms"),
        < 120_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000.0:0.###} s"),
        < 7_200_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 60_000.0:0.#} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 3_600_000.0:0.#} h"),
    };
}
