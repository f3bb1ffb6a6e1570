namespace InfraSpecs.Evidence;

/// <summary>Whose doing the end of a container was, as far as this process knows.</summary>
internal static class EndTold
{
    private const string Rule = "EndedByOthers";

    /// <summary>The same container, for the failure of a spec.</summary>
    /// <param name="it">The container.</param>
    /// <param name="breaks">What was done on purpose.</param>
    /// <param name="failed">Whose failure it is.</param>
    /// <param name="began">When that began; null if that is not known.</param>
    public static ContainerFacts Of(ContainerFacts it, KnownBreaks breaks, RunScope failed, DateTimeOffset? began)
    {
        if (it.Broken is not null) return it;
        if (it.EndedAt is not { } ended) return breaks.Now(it.Id) is { } halted ? it with { Broken = halted.Told(failed, began) } : it;
        var started = it.StartedAt ?? ended;
        if (breaks.EndOf(it.Id, started, ended) is { } own) return Own(it, own, failed, began);
        if (it is { OutOfMemory: true } or { ExitCode: 0 } || it.Outer is not { } outer) return it;
        if (outer.Id is { } id && breaks.EndOf(id, started, ended) is { } known) return it with { Broken = $"ended with {outer.Name}, {known.Told(failed, began)}" };
        if (outer.EndedAt is { } end) return WithOuter(it, outer.Name, Since(end, began), IsNews(end, began));
        return outer.IsForgotten ? Forgotten(it, outer.Name, IsNews(ended, began)) : it;
    }

    private static ContainerFacts Own(ContainerFacts it, KnownBreak by, RunScope failed, DateTimeOffset? began)
    {
        var told = by.Told(failed, began);
        return it with
        {
            Broken = told,
            Blame = by.IsOfOthers(failed)
                ? new LikelyCause(Rule, $"{it.Name} was {told}, and was not started again.", "start it again at the end of that spec, or give each of the two one of its own.")
                : null,
        };
    }

    private static ContainerFacts WithOuter(ContainerFacts it, string outer, string when, bool isNews) => it with
    {
        Broken = $"ended with {outer}, {when}; who ended that is not known here",
        Blame = isNews
            ? new LikelyCause(
                Rule, $"{it.Name} ended with {outer}, {when}; who ended that is not known here.", $"look who kills, stops or restarts {outer}: another process, as infraspecs break, or its machine.")
            : null,
    };

    private static ContainerFacts Forgotten(ContainerFacts it, string outer, bool isNews)
    {
        var why = $"{outer} does not remember its end, as where {(outer == "its engine" ? "that" : "the engine in it")} ended too";
        return it with
        {
            Broken = $"{why}: whether it ended by itself is not known",
            Blame = isNews
                ? new LikelyCause(
                    Rule, $"{it.Name} ended with exit code {it.ExitCode}, and {why}; whether it ended by itself, or who ended it, is not known here.",
                    "look whether its node was killed, stopped or restarted meanwhile; if nobody did that, look at its last lines.")
                : null,
        };
    }

    private static bool IsNews(DateTimeOffset ended, DateTimeOffset? began) => began is not { } from || ended >= from;

    private static string Since(DateTimeOffset ended, DateTimeOffset? began) => began switch
    {
        { } from when ended < from => $"{FailureText.Duration(from - ended)} before this spec began",
        { } from => $"{FailureText.Duration(ended - from)} after this spec began",
        null => $"at {ended:HH:mm:ss} UTC",
    };
}
