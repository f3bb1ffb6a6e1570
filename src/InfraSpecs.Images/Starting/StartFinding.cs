namespace InfraSpecs.Images.Starting;

/// <summary>One thing that keeps a container from starting as declared, or its health check from running.</summary>
/// <param name="Role">What it concerns: "entry point", "command" (CMD without ENTRYPOINT), "health check" or "image".</param>
/// <param name="Fault">Which.</param>
/// <param name="Sentence">In one line without a full stop: "entry point /run.sh is not executable (0644)".</param>
internal sealed record StartFinding(string Role, StartFault Fault, string Sentence)
{
    /// <inheritdoc/>
    public override string ToString() => Sentence;
}
