using System.Globalization;
using InfraSpecs.Cron;

namespace InfraSpecs.Assertions;

/// <summary>How runs, instants and clocks are shown when a claim about them fails.</summary>
internal sealed class CronRunsText(CronRuns runs)
{
    private const int Shown = 10;
    private const int LongestOutput = 200;

    /// <summary>The diagnosis where there is one, what the log showed, the last runs and how the clock went.</summary>
    public string Evidence => string.Join('\n', ((string[])[runs.Diagnosis is { IsClean: false } diagnosis ? diagnosis.ToString() : "", runs.Log.Describe(), LastRuns, Clock])
        .Where(it => it.Length > 0));

    /// <summary>"2027-03-01 06:25:00 UTC", "2027-03-28 03:00:00 +02:00".</summary>
    public string Time(DateTimeOffset instant)
    {
        var local = TimeZoneInfo.ConvertTime(instant, runs.Zone);
        return local.ToString(runs.Zone.HasSameRules(TimeZoneInfo.Utc) ? "yyyy-MM-dd HH:mm:ss 'UTC'" : "yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
    }

    /// <summary>"run 3, at 2027-03-01 06:25:01 UTC, of 'task.sh', exited with code 127: not found".</summary>
    public string Run(CronRun run) => $"run {run.Number}, at {Time(run.StartedAt)}{(run.Command is null ? "" : $", of '{Command(run)}'")}, {Outcome(run)}{Output(run)}";

    /// <summary>What the shell got, without what is plainly a secret.</summary>
    public static string Command(CronRun run) => CommandText.WithoutSecrets(run.Command!);

    /// <summary>That a run which took long by the container's clock may not have by any other: what works, or waits for a busy machine, takes so much longer where time runs fast.</summary>
    public string AtSpeed(CronRun run) =>
        run.EndedAt is { } end && runs.Spans.Where(it => it.From <= run.StartedAt && run.StartedAt < it.To).Select(it => it.Speed).FirstOrDefault() is > 1 and var speed
            ? $". Time went{Speed(speed)[1..]}: unless it sleeps, it took {FailureText.Duration((end - run.StartedAt) / speed)}; a lower speed tells"
            : "";

    /// <summary>"exited with code 127", "was ended by signal 9", "has not ended".</summary>
    public static string Outcome(CronRun run) => run switch
    {
        { Signal: { } signal } => $"was ended by signal {signal}",
        { ExitCode: { } code } => $"exited with code {code}{(run.LeftOut is { } what ? $", but {what}" : "")}",
        { WasInterrupted: true } => "was interrupted when the container ended",
        { EndedAt: null, Command: not null } => "has not ended",
        _ => "was seen in the log",
    };

    /// <summary>A line for each, at most ten, and how many more there are.</summary>
    public static string Lines<T>(IReadOnlyCollection<T> items, Func<T, string> line) =>
        string.Join('\n', [.. items.Take(Shown).Select(line), .. items.Count > Shown ? [$"and {items.Count - Shown} more"] : Array.Empty<string>()]);

    private string LastRuns => runs.All.Count == 0
        ? ""
        : $"The last runs:\n{string.Join('\n', FailureText.Quote(runs.All.TakeLast(5).Select(Run)))}";

    private string Clock => runs.Spans.Count == 0
        ? ""
        : $"The container's clock:\n{string.Join('\n', FailureText.Quote(runs.Spans.TakeLast(Shown).Select(it => $"{Time(it.From)} to {Time(it.To)}{Speed(it.Speed)}")))}";

    private static string Output(CronRun run) => CommandText.WithoutSecrets(run.Output.Trim()) switch
    {
        "" => "",
        { Length: > LongestOutput } text => $": {text[..LongestOutput]}…",
        var text => $": {text}",
    };

    private static string Speed(double speed) => speed switch
    {
        0 => ", frozen",
        1 => "",
        _ => string.Create(CultureInfo.InvariantCulture, $", at x{speed:0.##}"),
    };
}
