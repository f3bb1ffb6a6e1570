namespace InfraSpecs;

/// <summary>No engine answers at the endpoint, or the one that did was lost: its connection broke, or it gave no sign of life for 10 s.</summary>
public sealed class EngineUnavailableException : InfraSpecsException
{
    internal EngineUnavailableException(string endpoint, string seen, Exception? inner = null)
        : this(
            endpoint,
            $"No Docker engine answers at {endpoint}.",
            [$"Seen: {seen}"],
            "start Docker, or run ./build.sh engine as root, or set DOCKER_HOST to an engine that runs.",
            inner)
    {
    }

    private EngineUnavailableException(string endpoint, string headline, IEnumerable<string> facts, string advice, Exception? inner)
        : base(endpoint, headline, facts, advice, inner) => Endpoint = endpoint;

    private const string CleanUp =
        "see whether the engine runs and is reached. 'infraspecs doctor' lists what is left on it, and 'infraspecs doctor --sweep' removes what dead sessions left.";

    /// <summary>Where it was looked for.</summary>
    public string Endpoint { get; }

    internal static EngineUnavailableException Lost(string endpoint, string request, string seen, Exception inner) => new(
        endpoint,
        $"The Docker engine at {endpoint} was lost.",
        [$"Seen: {seen}", $"It was waited for: {request}", "What the session made may be left on it."],
        CleanUp,
        inner);

    /// <summary>The same, of a disposal.</summary>
    internal static EngineUnavailableException WithLeft(EngineUnavailableException loss, IReadOnlyList<string> names) => new(
        loss.Endpoint,
        $"The Docker engine at {loss.Endpoint} was lost, so that what the session made may be left on it.",
        names.Count == 0 ? [] : [$"Not removed: {string.Join(", ", names)}"],
        CleanUp,
        loss);
}
