namespace InfraSpecs;

/// <summary>A wait ended without what it waited for; <see cref="Reason"/> says whether its deadline passed or it can never come.</summary>
public sealed class WaitException : InfraSpecsException
{
    private WaitException(
        WaitReason reason, string subject, TimeSpan within, TimeSpan elapsed, int attempts, string lastSeen, string headline, IReadOnlyList<string> facts, string advice)
        : base(subject, headline, facts, advice) =>
        (Reason, Within, Elapsed, Attempts, LastSeen) = (reason, within, elapsed, attempts, lastSeen);

    /// <summary>Why it was thrown.</summary>
    public WaitReason Reason { get; }

    /// <summary>The wait's deadline.</summary>
    public TimeSpan Within { get; }

    /// <summary>How long it waited.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>How often the probe was asked; 0 where a stream was followed.</summary>
    public int Attempts { get; }

    /// <summary>The last reason why it was not ready, or why it never can be.</summary>
    public string LastSeen { get; }

    internal static WaitException TimedOut(
        string subject, TimeSpan within, TimeSpan elapsed, int attempts, string lastSeen, IReadOnlyList<string> facts, string? advice) => new(
        WaitReason.TimedOut,
        subject,
        within,
        elapsed,
        attempts,
        lastSeen,
        $"{subject}: not ready within {FailureText.Duration(within)}{Asked(attempts)}, because {FailureText.Sentence(lastSeen)}",
        facts,
        advice ?? DefaultAdvice(within));

    internal static WaitException Hopeless(string subject, TimeSpan within, TimeSpan elapsed, int attempts, string why, IReadOnlyList<string> facts) => new(
        WaitReason.Hopeless,
        subject,
        within,
        elapsed,
        attempts,
        why,
        $"{subject}: hopeless after {FailureText.Duration(elapsed)}, because {FailureText.Sentence(why)}",
        facts,
        "mend the cause; waiting longer does not help.");

    private static string Asked(int attempts) => attempts == 0 ? "" : $" ({FailureText.Count(attempts, "probe")})";

    private static string DefaultAdvice(TimeSpan within) => within == TimeSpan.Zero
        ? "give it time; the deadline is zero, so it was asked once."
        : "mend what the reason names, or raise the deadline if it only needs longer. The caller's token was not cancelled.";
}
