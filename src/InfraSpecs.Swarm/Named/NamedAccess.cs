namespace InfraSpecs.Swarm;

/// <summary>How the docker command reaches a manager of a named cluster.</summary>
/// <param name="Endpoint">The manager's engine: tcp://127.0.0.1:20345.</param>
/// <param name="AuthorityPem">Who issued the certificate that it shows.</param>
/// <param name="Client">What is to be shown to it. A secret: who has it has the cluster's nodes, which are privileged containers.</param>
public sealed record NamedAccess(Uri Endpoint, string AuthorityPem, IssuedCertificate Client);
