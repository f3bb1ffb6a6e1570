using InfraSpecs.Cleanup;
using InfraSpecs.Observation;

namespace InfraSpecs;

/// <summary>What of an engine's session a container meets when it is made and removed.</summary>
/// <param name="Left">What could not be removed.</param>
/// <param name="Creations">What is being made.</param>
/// <param name="Observed">Who writes it into the run file; null where nothing is recorded.</param>
/// <param name="Ports">Who chooses host ports; null where the engine does.</param>
internal sealed record SessionHooks(LeftBehind Left, Creations Creations, ObservedSession? Observed, SteadyPorts? Ports);
