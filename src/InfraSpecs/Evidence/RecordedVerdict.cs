namespace InfraSpecs.Extensibility;

/// <summary>How a spec ended.</summary>
/// <param name="Spec">The spec's ID.</param>
/// <param name="State">"passed", "failed", "skipped", "timeout" or "cancelled". A reader takes the worst of several.</param>
/// <param name="Class">The full name of its class, for a spec that never began.</param>
/// <param name="Name">As the runner shows it, for a spec that never began.</param>
/// <param name="Message">What failed.</param>
/// <param name="Stack">Where.</param>
/// <param name="Reason">Why it was skipped.</param>
public sealed record RecordedVerdict(string Spec, string State, string? Class = null, string? Name = null, string? Message = null, string? Stack = null, string? Reason = null);
