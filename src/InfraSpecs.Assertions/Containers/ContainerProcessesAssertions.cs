using FluentAssertions;
using FluentAssertions.Primitives;
using InfraSpecs.Assertions.Internal;

namespace InfraSpecs.Assertions;

/// <summary>Claims about the processes of a container.</summary>
/// <param name="subject">The list as it was.</param>
public sealed class ContainerProcessesAssertions(ContainerProcesses subject)
    : ReferenceTypeAssertions<ContainerProcesses, ContainerProcessesAssertions>(subject)
{
    /// <inheritdoc/>
    protected override string Identifier => "processes";

    private (string, Func<string>) Evidence => ($"processes of {Subject.Container} (* is number 1)", Subject.ToString);

    /// <summary>The container's process number 1 is this program.</summary>
    /// <param name="program">Its name without a folder: "cron".</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ContainerProcessesAssertions> HaveMainProcess(string program, string because = "", params object[] becauseArgs)
    {
        Check.That(
            Subject.Main?.Program == program, (because, becauseArgs), Evidence,
            "Expected {context:processes} of {0} to have {1} as process number 1{reason}, but found {2}.",
            Subject.Container, program, CommandText.WithoutSecrets(Subject.Main?.CommandLine ?? "none"));
        return new(this);
    }

    /// <summary>Some process of the container is this program.</summary>
    /// <inheritdoc cref="HaveMainProcess"/>
    [CustomAssertion]
    public AndConstraint<ContainerProcessesAssertions> HaveProcess(string program, string because = "", params object[] becauseArgs)
    {
        Check.That(
            Subject.Processes.Any(process => process.Program == program), (because, becauseArgs), Evidence,
            "Expected {context:processes} of {0} to have {1} among them{reason}, but found none.", Subject.Container, program);
        return new(this);
    }
}
