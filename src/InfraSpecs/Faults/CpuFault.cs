using System.Globalization;

namespace InfraSpecs;

/// <summary>All processes of a container have a share of one processor's time together, from <see cref="Fault.BeginAsync(Container, CpuFault, CancellationToken)"/> to the disposal.</summary>
public sealed record CpuFault
{
    internal const string Unit = "pause";
    private const int Million = 1_000_000;
    private const int MostProcessors = 64;

    /// <summary>How much of one processor they have together: 0.05 is 50 ms in a second, in pieces of some 5 ms. Where there are several processors it may be more than 1.</summary>
    /// <value>0.001 to 64.</value>
    public required double Share { get; init; }

    internal string InWords => string.Create(CultureInfo.InvariantCulture, $"{Share * 100:0.####} % of a processor");

    internal IReadOnlyList<string> Words => [string.Create(CultureInfo.InvariantCulture, $"share={(long)Math.Round(Share * Million)}")];

    internal void Validate() => InvalidOptionsException.ThrowIfAny(this, () =>
    [
        (Share is not (>= 0.001 and <= MostProcessors), string.Create(
            CultureInfo.InvariantCulture, $"Share is {Share}; it must be 0.001 to {MostProcessors}: 0.05 is a twentieth of a processor. For none at all there is PauseFault.")),
    ]);
}
