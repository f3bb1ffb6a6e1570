using Docker.DotNet;

namespace InfraSpecs.Swarm;

/// <summary>The managers refuse what a service, network, secret or config is asked to be.</summary>
public sealed class ServiceRefusedException : InfraSpecsException
{
    internal ServiceRefusedException(string subject, string verb, DockerApiException cause)
        : base(subject, $"The managers refuse to {verb} {subject}: {EngineMessage.Of(cause)}", [], "mend what they name.", cause) =>
        Said = EngineMessage.Of(cause);

    /// <summary>What the managers said.</summary>
    public string Said { get; }
}
