namespace InfraSpecs.Swarm;

/// <summary>What the managers keep.</summary>
internal enum ObjectKind
{
    Service,
    Network,
    Secret,
    Config,
}
