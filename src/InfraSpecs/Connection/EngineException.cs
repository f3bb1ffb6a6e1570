namespace InfraSpecs;

/// <summary>An engine cannot be used, or not for what was asked of it; <see cref="Reason"/> says why.</summary>
public sealed class EngineException : InfraSpecsException
{
    private const string CleanUp =
        "see whether the engine runs and is reached. 'infraspecs doctor' lists what is left on it, and 'infraspecs sweep' removes what dead sessions left.";

    private EngineException(
        EngineReason reason, string endpoint, string subject, string headline, IEnumerable<string> facts, string advice, Exception? inner = null)
        : base(subject, headline, facts, advice, inner) => (Reason, Endpoint) = (reason, endpoint);

    /// <summary>Why it was thrown.</summary>
    public EngineReason Reason { get; }

    /// <summary>Where the engine is, or was looked for.</summary>
    public string Endpoint { get; }

    /// <summary>The engine's own version, as "20.10.24"; null for other reasons than <see cref="EngineReason.TooOld"/>.</summary>
    public string? EngineVersion { get; private init; }

    /// <summary>The newest API version that it speaks; null for other reasons than <see cref="EngineReason.TooOld"/>.</summary>
    public Version? ApiVersion { get; private init; }

    /// <summary>The oldest API version that would do; null for other reasons than <see cref="EngineReason.TooOld"/>.</summary>
    public Version? MinimumApiVersion { get; private init; }

    /// <summary>The ports in the container; empty for other reasons than <see cref="EngineReason.PortNotForwarded"/>.</summary>
    public IReadOnlyList<int> Ports { get; private init; } = [];

    internal static EngineException Unavailable(string endpoint, string seen, string? advice = null, Exception? inner = null) => new(
        EngineReason.Unavailable,
        endpoint,
        endpoint,
        $"No Docker engine answers at {endpoint}: {FailureText.Sentence(seen)}",
        [],
        advice ?? "start Docker, or set DOCKER_HOST to an engine that runs.",
        inner);

    /// <summary>What is to name an engine names none that can be asked.</summary>
    internal static EngineException NotChosen(string subject, string why, string advice, Exception? inner = null) => new(
        EngineReason.Unavailable,
        subject,
        subject,
        $"No Docker engine is reached by {subject}: {FailureText.Sentence(why)}",
        [],
        advice,
        inner);

    internal static EngineException Lost(string endpoint, string request, string seen, Exception inner) => new(
        EngineReason.Unavailable,
        endpoint,
        endpoint,
        $"The Docker engine at {endpoint} was lost: {FailureText.Sentence(seen)}",
        [$"It was waited for: {request}", "What the session made may be left on it."],
        CleanUp,
        inner);

    /// <summary>The same, of a disposal.</summary>
    internal static EngineException WithLeft(EngineException loss, IReadOnlyList<string> names) => new(
        EngineReason.Unavailable,
        loss.Endpoint,
        loss.Endpoint,
        $"The Docker engine at {loss.Endpoint} was lost, so that what the session made may be left on it.",
        names.Count == 0 ? [] : [$"Not removed: {string.Join(", ", names)}"],
        CleanUp,
        loss);

    internal static EngineException TooOld(Uri endpoint, string version, Version apiVersion, Version minimum) => new(
        EngineReason.TooOld,
        endpoint.ToString(),
        endpoint.ToString(),
        $"The Docker engine at {endpoint} is too old: it is {version} with API {apiVersion}, and API {minimum} is the minimum.",
        [],
        "upgrade it to Docker 25 or later, or set DOCKER_HOST to a newer engine.")
    {
        EngineVersion = version, ApiVersion = apiVersion, MinimumApiVersion = minimum,
    };

    /// <param name="endpoint">The engine's.</param>
    /// <param name="thing">What was to be made: "network web-1".</param>
    /// <param name="advice">What to do.</param>
    /// <param name="cause">What it said.</param>
    internal static EngineException Refused(Uri endpoint, string thing, string advice, Exception cause) => new(
        EngineReason.Refused,
        endpoint.ToString(),
        thing,
        $"The engine did not make {thing}: {FailureText.Sentence(EngineMessage.Of(cause))}",
        [],
        advice,
        cause);

    internal static EngineException PortNotForwarded(string container, IReadOnlyList<int> ports, Uri endpoint, Exception cause) => new(
        EngineReason.PortNotForwarded,
        endpoint.ToString(),
        container,
        $"{container} publishes {string.Join(", ", ports)} for this machine only, and its engine is at {endpoint}. What would forward it, the image source probe, cannot be had there.",
        cause.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries),
        "make the image there once, or name one that is there in INFRASPECS_IMAGE_PROBE. To open the port to everybody who reaches that machine, say so: "
        + "WithPortOnAllAddresses for a container, PublishOnAllAddresses for a server.",
        cause)
    {
        Ports = ports,
    };
}
