namespace InfraSpecs.Cron;

/// <summary>Why jobs do not run, or run in vain: each cause once, with the fact that it rests on and what to do.</summary>
/// <param name="Subject">The container or the image.</param>
/// <param name="Findings">What stops most comes first. What only follows from another is left out.</param>
public sealed record CronDiagnosis(string Subject, IReadOnlyList<CronFinding> Findings)
{
    private const int FindingsShown = 10;

    /// <summary>Why it is not known how jobs end; null where their runs are recorded, and of an image, from which none was started.</summary>
    public string? NotRecordedBecause { get; init; }

    /// <summary>Nothing was found.</summary>
    public bool IsClean => Findings.Count == 0;

    /// <summary>What stops most is that no daemon runs.</summary>
    internal bool IsOfDaemon => Findings is [{ Fault: CronFault.NoDaemon or CronFault.NotInForeground or CronFault.NotRunning }, ..];

    /// <summary>The first finding's sentence and fact, for the first line of a failure; null if nothing was found.</summary>
    public string? Headline => Findings.Count == 0 ? null : Findings[0].Headline;

    /// <summary>A paragraph for each of the first findings.</summary>
    public override string ToString() => IsClean
        ? $"Nothing was found that keeps the jobs of {Subject} from running{(NotRecordedBecause is { } why ? $"; how they end is not known, for they were not recorded: {why}" : ".")}"
        : string.Join('\n', [.. Findings.Take(FindingsShown), .. (Findings.Count > FindingsShown ? [$"… and {Findings.Count - FindingsShown} more"] : (IEnumerable<string>)[])]);
}
