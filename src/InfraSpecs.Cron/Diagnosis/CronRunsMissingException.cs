namespace InfraSpecs.Cron;

/// <summary>Fewer runs came than were waited for, and the diagnosis knows why.</summary>
public sealed class CronRunsMissingException : WaitTimedOutException
{
    internal CronRunsMissingException(WaitTimedOutException wait, CronDiagnosis diagnosis)
        : base(wait, diagnosis.Findings[0].Headline, diagnosis.Findings.Skip(1).Select(it => $"Also: {it.Headline}"), $"{diagnosis.Findings[0].Advice}.") =>
        Diagnosis = diagnosis;

    /// <summary>All that was found; the first finding is in the message's first line.</summary>
    public CronDiagnosis Diagnosis { get; }

    /// <summary>The error with its cause; the wait's own where none is found in a few seconds: a question must not hide what it is about.</summary>
    internal static async Task<WaitTimedOutException> ExplainAsync(WaitTimedOutException wait, Func<CancellationToken, Task<CronDiagnosis>> diagnose, CancellationToken token)
    {
        try
        {
            return await diagnose(token).WaitAsync(TimeSpan.FromSeconds(5), token) is { IsClean: false } diagnosis ? new CronRunsMissingException(wait, diagnosis) : wait;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return wait;
        }
    }
}
