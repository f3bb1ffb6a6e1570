namespace InfraSpecs.Swarm;

/// <summary>The manager of a cluster that was attached to.</summary>
/// <param name="Endpoint">Its engine.</param>
/// <param name="CertificateFolder">What is shown to it; null if it asks for nothing.</param>
internal sealed record AttachedMachine(Uri Endpoint, string? CertificateFolder);
