using Docker.DotNet;

namespace InfraSpecs.Swarm;

/// <summary>The managers refuse what a service, network, secret or config is asked to be.</summary>
public sealed class ServiceRefusedException : InfraSpecsException
{
    /// <param name="subject">"network \"front\"".</param>
    /// <param name="verb">"create", "update", "remove".</param>
    /// <param name="cause">The refusal.</param>
    /// <param name="there">What has the name that was asked for, and who made it; null if nothing has.</param>
    internal ServiceRefusedException(string subject, string verb, DockerApiException cause, string? there = null)
        : base(
            subject,
            $"The managers refuse to {verb} {subject}: {EngineMessage.Of(cause)}",
            there is null ? [] : [$"There is {there}."],
            there is null ? "mend what they name." : "take another name, or remove what is there.",
            cause) =>
        Said = EngineMessage.Of(cause);

    /// <summary>What the managers said.</summary>
    public string Said { get; }
}
