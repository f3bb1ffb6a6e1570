using System.Net;

namespace InfraSpecs.Registry;

/// <summary>Something was not done with a registry; <see cref="Reason"/> says why.</summary>
public sealed class RegistryException : InfraSpecsException
{
    private const int Shown = 400;

    // Docker asks registries of its own machine without TLS too, Podman only where it is told so.
    private const string WithoutTls = "server gave HTTP response to HTTPS client";
    private const string WithoutTlsAdvice = "tell the engine that registries of its machine may speak no TLS: with Podman, a file in /etc/containers/registries.conf.d with [[registry]], "
        + "location = \"127.0.0.1\" and insecure = true; with Docker, insecure-registries in daemon.json.";

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

    /// <summary>What the engine said, which quotes the registry; empty where the engine was not let try again what the registry will refuse again; null for other reasons than
    /// <see cref="RegistryReason.TransferFailed"/>.</summary>
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

    /// <param name="registry">Its container.</param>
    /// <param name="what">What was asked for.</param>
    /// <param name="refusal">The answer.</param>
    /// <param name="body">What it says where it names no errors; empty where it says nothing.</param>
    /// <param name="cause">Why, beyond that; null where that is not known.</param>
    internal static RegistryException Refused(string registry, string what, RegistryRefusal refusal, string body, RegistryCause? cause) => new(
        RegistryReason.Refused,
        registry,
        $"{registry} refused {what}: {(refusal.Errors.Count > 0 ? string.Join("; ", refusal.Errors) : IsSentence(body) ? body.TrimEnd('.') : "it gave no reason")}{Since(cause)}.",
        [
            $"Status {(int)refusal.Status} ({refusal.Status}), asked {(refusal.Account is null ? "without an account" : "as " + refusal.Account)}.",
            .. refusal.Errors.Count == 0 && body.Length > 0 && !IsSentence(body) ? [$"It answered: {Cut(body)}"] : Array.Empty<string>(),
        ],
        cause?.Advice ?? (refusal.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            ? "come as one of RegistryOptions.Users, with its password."
            : "look at what was asked, and at the registry's log."))
    {
        StatusCode = refusal.Status, Errors = refusal.Errors,
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
        [answer.Length == 0 ? "It is empty." : $"It begins: {Cut(answer)}"],
        "look whether a registry answers there.",
        cause)
    {
        Answer = answer,
    };

    /// <param name="registry">Its container.</param>
    /// <param name="verb">"push" or "pull".</param>
    /// <param name="image">Its name in the registry.</param>
    /// <param name="user">As whom; null for nobody in particular.</param>
    /// <param name="said">What the engine said; empty where it was not let try again.</param>
    /// <param name="why">Why, beyond that; null where that is not known.</param>
    /// <param name="cause">What the engine's client threw.</param>
    internal static RegistryException TransferFailed(string registry, string verb, string image, string? user, string said, RegistryCause? why, Exception? cause) => new(
        RegistryReason.TransferFailed,
        registry,
        $"The engine could not {verb} {image} {(verb == "push" ? "to" : "from")} {registry}: {(said.Length == 0 && why is not null ? why.Why.TrimEnd('.') : said.TrimEnd('.') + Since(why))}.",
        [$"It came {(user is null ? "without an account" : "as " + user)}."],
        why?.Advice ?? (said.Contains(WithoutTls, StringComparison.Ordinal) ? WithoutTlsAdvice : "read what the registry said; its log has more."),
        cause)
    {
        Said = said,
    };

    private static string Since(RegistryCause? cause) => cause is null ? "" : $", since {cause.Why.TrimEnd('.')}";

    private static string Cut(string text) => text.Length > Shown ? text[..Shown] + "…" : text;

    /// <summary>Whether a body is for people: a line of text, and no page.</summary>
    private static bool IsSentence(string body) => body.Length is > 0 and < Shown && !body.Contains('\n') && body[0] is not ('<' or '{' or '[');

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
