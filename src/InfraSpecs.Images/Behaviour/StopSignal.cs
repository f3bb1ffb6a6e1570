namespace InfraSpecs.Images.Behaviour;

/// <summary>The signal that a stop begins with.</summary>
/// <param name="Name">As "SIGTERM".</param>
/// <param name="Number">0 of a name that is not known here.</param>
internal readonly record struct StopSignal(string Name, int Number)
{
    private const int Kill = 9;

    public bool IsKill => Number == Kill;

    /// <summary>As STOPSIGNAL has it; SIGTERM where none is named.</summary>
    public static StopSignal Parse(string? name) => new(StopSignals.Name(name), StopSignals.Number(name));
}
