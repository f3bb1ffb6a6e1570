using FluentAssertions;
using FluentAssertions.Primitives;
using InfraSpecs.Assertions.Internal;

namespace InfraSpecs.Assertions;

/// <summary>Claims about how a container ended.</summary>
/// <param name="subject">Its end.</param>
public sealed class ContainerExitAssertions(ContainerExit subject) : ReferenceTypeAssertions<ContainerExit, ContainerExitAssertions>(subject)
{
    // As process number 1 a program is not ended by a signal that it does not handle; Go's runtime then ends it by itself.
    private const int GoExitCode = 2;
    private const string ByGo = "; a Go program that leaves it to the signal ends with 2 as process number 1, which cannot be told from its own error (under an init it ends with 143)";

    /// <inheritdoc/>
    protected override string Identifier => "exit";

    private (string, Func<string>) Evidence => ($"last output of {Subject.Container}", LastOutput);

    /// <summary>
    /// The main process ended as one does that was asked to: with exit code 0, or by the stop signal itself (128 + its number: 143 for SIGTERM). One that had
    /// to be killed, or that ended with an error of its own, was not graceful.
    /// </summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ContainerExitAssertions> BeGraceful(string because = "", params object[] becauseArgs)
    {
        Check.That(
            Subject.ExitCode == 0 || (Subject.ExitCode == BySignal && !WasKilled), (because, becauseArgs), Evidence,
            "Expected {context:exit} of {0} to be graceful{reason}, but it {1}: " + Why(), Subject.Container, new UnquotedText(Subject.ToString()));
        return new(this);
    }

    /// <summary>The main process ended with this code.</summary>
    /// <param name="expected">0 to 255.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ContainerExitAssertions> HaveExitCode(long expected, string because = "", params object[] becauseArgs)
    {
        Check.That(
            Subject.ExitCode == expected, (because, becauseArgs), Evidence,
            "Expected {context:exit} of {0} to have code {1}{reason}, but it {2}.", Subject.Container, expected, new UnquotedText(Subject.ToString()));
        return new(this);
    }

    private int? BySignal => Subject.StopSignal is > 0 and var signal ? 128 + signal : null;

    private bool WasKilled => Subject.ExitCode == ContainerExit.KilledExitCode;

    private string Why() => WasKilled ? WhyKilled()
        : $"what is asked to stop ends with exit code 0{(BySignal is { } code ? $", or with {code} where it leaves it to the signal" : "")}{(Subject.ExitCode == GoExitCode ? ByGo : "")}. Read its last output.";

    private string WhyKilled() => Subject.OutOfMemory
        ? "the kernel killed it, because memory ran out."
        : Subject.MayBeOutOfMemory ? "the kernel killed it, probably because memory ran out."
        : "it did not heed the stop signal and was killed. Process number 1 gets only the signals that it handles; "
          + "set STOPSIGNAL to one that it does, or run it under an init.";

    private string LastOutput() => Subject.LastLines.Count == 0 ? "(nothing)" : CommandText.WithoutSecrets(string.Join('\n', Subject.LastLines));
}
