namespace InfraSpecs;

/// <summary>A container cannot have a clock of its own, or its clock was asked for what would mislead, or did not do what it was told.</summary>
public sealed partial class ClockException : InfraSpecsException
{
    private ClockException(ClockReason reason, string subject, string headline, IEnumerable<string> facts, string advice)
        : base(subject, headline, facts, advice) => Reason = reason;

    /// <summary>Why it was thrown.</summary>
    public ClockReason Reason { get; }
}
