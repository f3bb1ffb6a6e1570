namespace InfraSpecs;

/// <summary>The caller's token ended a wait; its deadline had not passed.</summary>
public sealed class WaitCanceledException : OperationCanceledException
{
    internal WaitCanceledException(string subject, string lastSeen, TimeSpan elapsed, CancellationToken caller)
        : base(
            FailureText.Failure(
                $"{subject}: the caller's token ended the wait after {FailureText.Duration(elapsed)}; not ready yet, because {FailureText.Sentence(lastSeen)}",
                [],
                "look at who cancelled: the run was stopped, or a test's own timeout passed. The wait's deadline had not."),
            caller) =>
        (Subject, LastSeen, Elapsed) = (subject, lastSeen, elapsed);

    /// <summary>What was waited for.</summary>
    public string Subject { get; }

    /// <summary>The last reason why it was not ready.</summary>
    public string LastSeen { get; }

    /// <summary>How long it was waited.</summary>
    public TimeSpan Elapsed { get; }
}
