namespace InfraSpecs;

/// <summary>Why a <see cref="WaitException"/> was thrown.</summary>
public enum WaitReason
{
    /// <summary>The deadline passed before it was ready; the caller's token was not cancelled. Mend what the message says was seen last, or raise the
    /// deadline if it only needs longer.</summary>
    TimedOut,

    /// <summary>What was waited for can never come, so the wait ended before its deadline. Mend the cause that the message names; waiting longer does not
    /// help.</summary>
    Hopeless,
}
