namespace InfraSpecs.Extensibility;

/// <summary>A spec in the run file.</summary>
/// <param name="Spec">Its ID, unique in the process.</param>
/// <param name="Class">The full name of its class.</param>
/// <param name="Method">Its method.</param>
/// <param name="Name">As the runner shows it.</param>
/// <param name="File">Its source file; null where that is not known.</param>
/// <param name="Line">Its line there.</param>
/// <param name="Collection">The ID of its collection of classes, as in <see cref="RunScope"/>.</param>
public sealed record RecordedSpec(string Spec, string Class, string Method, string Name, string? File = null, int? Line = null, string? Collection = null);
