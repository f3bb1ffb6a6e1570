namespace InfraSpecs;

/// <summary>All processes of a container stand still, from <see cref="Fault.BeginAsync(Container, PauseFault, CancellationToken)"/> to the disposal, as those of a machine that hangs: connections
/// stay, and nobody answers. The engine sees it running.</summary>
public sealed record PauseFault
{
    internal const string Unit = "thread";
    internal const string InWords = "its processes stopped";

    internal static IReadOnlyList<string> Words => ["pause"];
}
