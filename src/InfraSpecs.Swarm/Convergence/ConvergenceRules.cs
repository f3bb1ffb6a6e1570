namespace InfraSpecs.Swarm;

/// <summary>What a wait for a service goes by.</summary>
/// <param name="StableFor">How long all tasks must have run; null for what suits them.</param>
/// <param name="UnplaceableFor">How long a task may be without a node that suits it; negative for as long as it takes.</param>
/// <param name="Rollback">Which rollback is no failure.</param>
/// <param name="JobRetries">How many tasks may fail for each that a job shall complete; null for any number. The managers go on without end.</param>
/// <param name="Goal">What is waited for.</param>
/// <param name="More">What gives the wait more time, in the imperative.</param>
internal sealed record ConvergenceRules(
    TimeSpan? StableFor, TimeSpan UnplaceableFor, AcceptedRollback Rollback = AcceptedRollback.Any, int? JobRetries = null, Goal Goal = Goal.Converged, string More = MoreTime.OfService);
