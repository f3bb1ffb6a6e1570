namespace InfraSpecs;

/// <summary>A wait's deadline passed before it was ready. The caller's token was not cancelled.</summary>
public sealed class WaitTimedOutException : InfraSpecsException
{
    internal WaitTimedOutException(
        string subject, TimeSpan within, TimeSpan elapsed, int attempts, string lastSeen, IReadOnlyList<string> facts, string? advice)
        : base(
            subject,
            $"{subject}: not ready within {FailureText.Duration(within)}{Asked(attempts)}.",
            [$"Not yet because: {lastSeen}", .. facts],
            advice ?? DefaultAdvice(within)) =>
        (Within, Elapsed, Attempts, LastSeen) = (within, elapsed, attempts, lastSeen);

    /// <summary>The deadline that passed.</summary>
    public TimeSpan Within { get; }

    /// <summary>How long it really waited.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>How often the probe was asked; 0 where a stream was followed.</summary>
    public int Attempts { get; }

    /// <summary>The last reason why it was not ready.</summary>
    public string LastSeen { get; }

    private static string Asked(int attempts) => attempts == 0 ? "" : $" ({FailureText.Count(attempts, "probe")})";

    private static string DefaultAdvice(TimeSpan within) => within == TimeSpan.Zero
        ? "give it time; the deadline is zero, so it was asked once."
        : "mend what the reason names, or raise the deadline if it only needs longer. The caller's token was not cancelled.";
}
