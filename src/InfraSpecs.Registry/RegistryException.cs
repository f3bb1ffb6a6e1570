using System.Net;

namespace InfraSpecs.Registry;

/// <summary>Something was not done with a registry; <see cref="Reason"/> says why.</summary>
public sealed class RegistryException : InfraSpecsException
{
    private const int Shown = 400;

    private RegistryException(RegistryReason reason, string subject, string headline, IEnumerable<string> facts, string advice, Exception? cause = null)
        : base(subject, headline, facts, advice, cause) => Reason = reason;

    /// <summary>What kind of trouble it is.</summary>
    public RegistryReason Reason { get; }

    /// <summary>What is wrong with a name; null for other reasons than <see cref="RegistryReason.NameInvalid"/>.</summary>
    public string? Why { get; private init; }

    /// <summary>What the registry does not have, as "image example/echo:2"; null for other reasons than <see cref="RegistryReason.NotFound"/>.</summary>
    public string? Missing { get; private init; }

    /// <summary>What it has instead; null for other reasons than <see cref="RegistryReason.NotFound"/>.</summary>
    public string? Instead { get; private init; }

    /// <summary>The answer's status; null for other reasons than <see cref="RegistryReason.Refused"/>.</summary>
    public HttpStatusCode? StatusCode { get; private init; }

    /// <summary>The errors that the registry named; empty where it named none.</summary>
    public IReadOnlyList<RegistryError> Errors { get; private init; } = [];

    /// <summary>Where a registry that gave no answer was asked; null where it has no address, because it does not run.</summary>
    public Uri? Address { get; private init; }

    /// <summary>What was answered; null for other reasons than <see cref="RegistryReason.NotUnderstood"/>.</summary>
    public string? Answer { get; private init; }

    /// <summary>What the engine said, which quotes the registry; null for other reasons than <see cref="RegistryReason.TransferFailed"/>.</summary>
    public string? Said { get; private init; }

    /// <summary>How the registry's command ended; null for other reasons than <see cref="RegistryReason.GarbageNotCollected"/>.</summary>
    public ExecOutcome? Outcome { get; private init; }

    internal static RegistryException NameInvalid(string text, string why, string advice = "write it as example/echo:latest, or as example/echo@sha256:….") =>
        new(RegistryReason.NameInvalid, text, $"'{text}' is no image name that can be used here: {why}.", [], advice) { Why = why };

    internal static RegistryException NotFound(string registry, string missing, string instead) =>
        new(RegistryReason.NotFound, registry, $"{registry} has no {missing}.", [$"It has {instead}."], "push it first, or mend the name.")
        {
            Missing = missing, Instead = instead,
        };

    internal static RegistryException Refused(string registry, string what, HttpStatusCode status, IReadOnlyList<RegistryError> errors, string? account) => new(
        RegistryReason.Refused,
        registry,
        $"{registry} refused {what}: {(errors.Count == 0 ? "it gave no reason" : string.Join("; ", errors))}.",
        [$"Status {(int)status} ({status}), asked {(account is null ? "without an account" : "as " + account)}."],
        status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            ? "come as one of RegistryOptions.Users, with its password."
            : "look at what was asked, and at the registry's log.")
    {
        StatusCode = status, Errors = errors,
    };

    internal static RegistryException Unreachable(string registry, Uri? address, string said, Exception cause) => new(
        RegistryReason.Unreachable,
        registry,
        $"{registry} gave no answer: {said.TrimEnd('.')}.",
        address is null ? [] : [$"Asked at {address.GetLeftPart(UriPartial.Authority)}."],
        "start it with RestartAsync where it was stopped; where its certificate is not trusted, give the client the certificate of its authority.",
        cause)
    {
        Address = address,
    };

    internal static RegistryException NotUnderstood(string registry, string what, string answer, Exception? cause = null) => new(
        RegistryReason.NotUnderstood,
        registry,
        $"{registry} gave an answer that is not understood, to the question for {what}.",
        [answer.Length == 0 ? "It is empty." : $"It begins: {(answer.Length > Shown ? answer[..Shown] + "…" : answer)}"],
        "look whether a registry answers there.",
        cause)
    {
        Answer = answer,
    };

    internal static RegistryException TransferFailed(string registry, string verb, string image, string? user, string said, Exception? cause) => new(
        RegistryReason.TransferFailed,
        registry,
        $"The engine could not {verb} {image} {(verb == "push" ? "to" : "from")} {registry}: {said.TrimEnd('.')}.",
        [$"It came {(user is null ? "without an account" : "as " + user)}."],
        "read what the registry said; its log has more.",
        cause)
    {
        Said = said,
    };

    internal static RegistryException GarbageNotCollected(string registry, string headline, ExecOutcome outcome) => new(
        RegistryReason.GarbageNotCollected,
        registry,
        $"{registry} could not collect its garbage: {headline}.",
        [.. FailureText.Quote($"{outcome.Output}\n{outcome.Error}".Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(10))],
        "read what it printed. The registry goes on as it was.")
    {
        Outcome = outcome,
    };
}
