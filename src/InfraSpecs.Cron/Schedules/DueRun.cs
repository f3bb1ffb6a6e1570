namespace InfraSpecs.Cron;

/// <summary>One run that the daemon owes.</summary>
/// <param name="At">The instant, in UTC: the minute's beginning or, where the clock jumped, the instant after the jump.</param>
/// <param name="Until">A start after this is late: 5 s of real time at the clock's speed then, and what the daemon itself lets pass between
/// runs that it makes up for.</param>
/// <param name="ForMinute">The minute on the wall clock that the run is for. Where the daemon makes up for missed minutes it is an earlier
/// one than that of <paramref name="At"/>.</param>
/// <param name="IsCertain">False where the daemon may have had no time for it: the clock jumped, or was looked at, within moments; such
/// a run may come and need not.</param>
public sealed record DueRun(DateTimeOffset At, DateTimeOffset Until, DateTime ForMinute, bool IsCertain);
