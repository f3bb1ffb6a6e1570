using Docker.DotNet;

namespace InfraSpecs.Swarm;

/// <summary>A service, or a network, secret or config that services use, is not what it was asked to be.</summary>
public sealed class ServiceException : InfraSpecsException
{
    private ServiceException(ServiceReason reason, string subject, string headline, IEnumerable<string> facts, string advice, Exception? inner = null)
        : base(subject, headline, facts, advice, inner) => Reason = reason;

    /// <summary>What went wrong.</summary>
    public ServiceReason Reason { get; }

    /// <summary>What the managers said; null where they were not asked, or said nothing.</summary>
    public string? Said { get; private init; }

    /// <summary>Why the service has not converged; null where that was not waited for.</summary>
    public string? Why { get; private init; }

    /// <summary>The wait was ended before its time, because nothing would have changed.</summary>
    public bool IsHopeless { get; private init; }

    /// <summary>How long it was waited; null where nothing was waited for.</summary>
    public TimeSpan? Elapsed { get; private init; }

    /// <summary>Where the tasks were last; null if that was not asked, or no manager could be.</summary>
    public Placement? Placement { get; private init; }

    /// <summary>The names of the secrets or configs that are missing.</summary>
    public IReadOnlyList<string> Missing { get; private init; } = [];

    /// <param name="subject">"network \"front\"".</param>
    /// <param name="verb">"create", "update", "remove".</param>
    /// <param name="cause">The refusal.</param>
    /// <param name="there">What has the name that was asked for, and who made it; null if nothing has.</param>
    internal static ServiceException Refused(string subject, string verb, DockerApiException cause, string? there = null) => new(
        ServiceReason.Refused,
        subject,
        $"The managers refuse to {verb} {subject}: {EngineMessage.Of(cause)}",
        there is null ? [] : [$"There is {there}."],
        there is null ? "mend what they name." : "take another name, or remove what is there.",
        cause) { Said = EngineMessage.Of(cause) };

    internal static ServiceException NotFound(string name, IReadOnlyList<string> there) => new(
        ServiceReason.NotFound,
        name,
        $"There is no service \"{name}\" in the cluster.",
        [there.Count == 0 ? "It has no service at all." : $"It has: {string.Join(", ", there)}."],
        "mend the name; services of a stack are called stack_service.");

    internal static ServiceException Removed(string name, Exception inner) => new(
        ServiceReason.NotFound, name, $"Service \"{name}\" was removed.", [], "create it again; or see what removed it: a stack that was deployed with Prune, another process, a reset of the cluster.", inner);

    internal static ServiceException FileMissing(string service, string kind, IReadOnlyList<string> missing, IReadOnlyCollection<string> there) => new(
        ServiceReason.FileMissing,
        service,
        $"Service \"{service}\" asks for the {kind} {string.Join(", ", missing.Select(it => $"\"{it}\""))}, which the cluster does not have.",
        [there.Count == 0 ? $"It has no {kind} at all." : $"It has: {string.Join(", ", there.Order(StringComparer.Ordinal))}."],
        $"create it first, with Create{char.ToUpperInvariant(kind[0])}{kind[1..]}Async, or mend the name.") { Missing = missing };

    /// <param name="service">The service's name.</param>
    /// <param name="goal">What was waited for.</param>
    /// <param name="why">The cause, as the managers know it.</param>
    /// <param name="within">The deadline that passed; null if waiting longer does not help.</param>
    /// <param name="elapsed">How long it was waited.</param>
    /// <param name="placement">What was seen last; null if no manager could be asked.</param>
    /// <param name="more">What gives the wait more time, in the imperative.</param>
    internal static ServiceException NotConverged(
        string service, Goal goal, string why, TimeSpan? within, TimeSpan elapsed, Placement? placement, string more = MoreTime.OfService) => new(
        ServiceReason.NotConverged,
        service,
        $"Service \"{service}\" {(within is { } limit ? $"did not {Verb(goal)} within {FailureText.Seconds(limit)}" : $"cannot {Verb(goal)}")}: "
            + $"{Cause(why, placement)}{(why.EndsWith('?') ? "" : ".")}",
        placement is null ? ["No manager could be asked."] : [.. placement.ToString().Split('\n')],
        goal == Goal.RolledBack
            ? "see that ServiceOptions.Update has the FailureAction Rollback and a Monitor that is longer than the bad task takes to fail, and that the update is bad."
            : placement?.Advice is { } advice
            ? advice != PullAdvice.Slow ? advice : within is null ? $"{advice}." : $"{advice}; or {more} if the image is large."
            : within is null
            ? "mend the cause; waiting longer does not help."
            : $"mend the cause, or {more} if it only needs longer. The caller's token was not cancelled.")
    {
        Why = Cause(why, placement), IsHopeless = within is null, Elapsed = elapsed, Placement = placement,
    };

    internal static ServiceException NoTaskRuns(Placement placement) => new(
        ServiceReason.NoTaskRuns,
        placement.Service,
        $"No task of {placement.Service} runs{(placement.WhyNotAll is { } why ? $": {why}" : "")}.",
        [placement.ToString()],
        "wait with WaitUntilConvergedAsync, and mend what keeps its tasks from running.") { Placement = placement };

    private static string Verb(Goal goal) => goal switch
    {
        Goal.Updated => "finish its update",
        Goal.RolledBack => "roll back by itself",
        _ => "converge",
    };

    private static string Cause(string why, Placement? placement) =>
        placement?.Troubles.Select(it => it.Cause).OfType<string>().ToList() is [var cause, ..] causes && !causes.Exists(it => why.Contains(it, StringComparison.Ordinal)) ? $"{why}; {cause}" : why;
}
