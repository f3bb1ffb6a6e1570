namespace InfraSpecs;

/// <summary>What was waited for can never come, so the wait ended before its deadline.</summary>
public class WaitHopelessException : InfraSpecsException
{
    internal WaitHopelessException(string subject, string why, TimeSpan elapsed, IReadOnlyList<string>? facts = null, string? advice = null)
        : base(
            subject,
            $"{subject}: hopeless after {FailureText.Duration(elapsed)}, because {why}.",
            facts ?? [],
            advice ?? "mend the cause; waiting longer does not help.") =>
        (Why, Elapsed) = (why, elapsed);

    /// <summary>The reason.</summary>
    public string Why { get; }

    /// <summary>How long it was waited.</summary>
    public TimeSpan Elapsed { get; }
}
