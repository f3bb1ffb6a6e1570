using InfraSpecs.Images.Behaviour;

namespace InfraSpecs.Images;

/// <summary>How a container of an image ended when it was asked to.</summary>
public sealed record ImageStop
{
    /// <summary>The image.</summary>
    public required string Image { get; init; }

    /// <summary>What it was sent: the image's STOPSIGNAL, as "SIGQUIT", or "SIGTERM".</summary>
    public required string Signal { get; init; }

    /// <summary>How long it had to end by itself.</summary>
    public required TimeSpan Grace { get; init; }

    /// <summary>From the signal to its end, or to the look that came before it was killed.</summary>
    public required TimeSpan Took { get; init; }

    /// <summary>It had not ended when the grace period was over.</summary>
    public required bool WasKilled { get; init; }

    /// <summary>Its exit code and its last output.</summary>
    public required ContainerExit Exit { get; init; }

    /// <summary>What kept it from ending, as a sentence; null where it was not killed.</summary>
    public string? Cause { get; init; }

    /// <summary>What still ran when the grace period was over.</summary>
    public required IReadOnlyList<ImageProcess> Left { get; init; }

    /// <summary>The signal's number; 0 of one that is not known here.</summary>
    internal int Number { get; init; }

    /// <summary>Why it did not stop with this exit code, as a part of a sentence; null if it did.</summary>
    /// <param name="exitCode">What is claimed.</param>
    public string? WhyNot(long exitCode) =>
        WasKilled ? $"it was killed after {FailureText.Duration(Grace)}. {Cause}"
        : Exit.ExitCode == exitCode ? null
        : $"its exit code is {Exit.ExitCode}{Meaning(exitCode)}";

    /// <summary>What happened, what still ran, and its last output, without secrets.</summary>
    public override string ToString() => string.Join('\n',
    [
        WasKilled ? $"{Image} was killed {FailureText.Duration(Took)} after {Signal}." : $"{Image} ended {FailureText.Duration(Took)} after {Signal}, with exit code {Exit.ExitCode}.",
        .. Left.Count == 0 ? [] : (string[])["What still ran:", ProcessTable.Write(Left, [])],
        .. FailureText.Quote("Its last output:", [.. Exit.LastLines.Select(it => CommandText.WithoutSecrets(it.Text))], "It printed nothing."),
    ]);

    private string Meaning(long claimed) => Exit switch
    {
        { OutOfMemory: true } => ": the kernel killed it, because memory ran out",
        { ExitCode: var code } when Number > 0 && code == 128 + Number =>
            $", which is 128 + {Number}: {Signal} ended it, or the program under its init or shell; it did not end by itself. If that is meant, claim {code}; else handle {Signal}",
        { ExitCode: ContainerExit.KilledExitCode } => ", which is 128 + 9: it was killed, and not by this stop",
        { ExitCode: > 128 and <= 128 + 64 and var code } => $", which is 128 + {code - 128}: signal {code - 128} ended it",
        { ExitCode: 2 } => "; a Go program that does not handle the signal ends with 2 as process 1, and so does one that fails. Read its last output",
        _ => claimed == 0 ? ", as of a failure. Read its last output" : ". Read its last output",
    };
}
