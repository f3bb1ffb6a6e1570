namespace InfraSpecs.Swarm;

/// <summary>A stack cannot be deployed or found, or is not what its file says.</summary>
public sealed partial class StackException : InfraSpecsException
{
    private StackException(StackReason reason, string subject, string headline, IEnumerable<string> facts, string advice, Exception? inner = null)
        : base(subject, headline, facts, advice, inner) => Reason = reason;

    /// <summary>What went wrong.</summary>
    public StackReason Reason { get; }

    /// <summary>The compose file; null where it is not about a file.</summary>
    public string? File { get; private init; }

    /// <summary>The line of the file that it is about, from 1; null where no line is known.</summary>
    public int? Line { get; private init; }

    /// <summary>The place in the file: "secrets.db_password.file"; null where it is about the file itself.</summary>
    public string? Path { get; private init; }

    /// <summary>The words of the docker command line; null where it was not run.</summary>
    public string? Said { get; private init; }

    /// <summary>What is there that this run did not make: "service shop_web", "secret shop_key".</summary>
    public IReadOnlyList<string> Existing { get; private init; } = [];

    /// <summary>What is wrong with services, by their names in the file.</summary>
    public IReadOnlyDictionary<string, ServiceException> Services { get; private init; } = new Dictionary<string, ServiceException>();

    /// <summary>Where the tasks of all services were last; null where nothing was waited for.</summary>
    public StackPlacement? Placement { get; private init; }

    /// <summary>The wait was ended before its time, because nothing would have changed.</summary>
    public bool IsHopeless => Reason == StackReason.NoServices || Services.Values.Any(it => it.IsHopeless);

    internal static StackException Refused(string stack, string file, int? line, string said, IEnumerable<string> facts, string advice) => new(
        StackReason.Refused, stack, $"Stack \"{stack}\" is refused: {file}{(line is { } at ? $":{at}" : "")}: {said}", facts, advice)
    {
        File = file, Line = line, Said = said,
    };

    internal static StackException Exists(string stack, IReadOnlyList<SwarmObject> theirs, Cluster cluster) => new(
        StackReason.Exists,
        stack,
        $"Stack \"{stack}\" is not deployed: the cluster has {string.Join(", ", theirs.Select(it => it.ToString()))} already, which this run did not make.",
        [.. theirs.Select(it => it.Describe(cluster) + ".")],
        "deploy under another name, or remove what is there. To look at it, HoldStackAsync. To change it on purpose, StackOptions.UpdateExisting: it stays when this run ends.")
    {
        Existing = [.. theirs.Select(it => it.ToString())],
    };

    internal static StackException NotFound(string name, IReadOnlyList<string> there) => new(
        StackReason.NotFound,
        name,
        $"There is no stack \"{name}\" in the cluster.",
        [there.Count == 0 ? "It has no stack at all." : $"It has: {string.Join(", ", there)}."],
        "mend the name, or deploy it.");

    internal static StackException NoServices(string stack) => new(
        StackReason.NoServices, stack, $"Stack \"{stack}\" cannot converge: it has no service.", [], "deploy it; it was removed, or its file has no services.");

    internal static StackException NotConverged(
        string stack, TimeSpan within, IReadOnlyDictionary<string, ServiceException> services, StackPlacement placement, IReadOnlyList<string> warnings) => new(
        StackReason.NotConverged,
        stack,
        Headline(stack, within, services),
        [.. placement.ToString().Split('\n'), .. warnings.Select(it => $"The deploy warned: {it}")],
        Because(services.Values).Advice)
    {
        Services = services, Placement = placement,
    };

    internal static StackException DockerCommandMissing(Uri manager, Exception cause) => new(
        StackReason.DockerCommandMissing,
        "docker",
        $"This machine has no docker command, which deploys stacks to {manager}.",
        [cause.Message],
        "install the docker command line; no engine of its own is needed.",
        cause);

    private static string Headline(string stack, TimeSpan within, IReadOnlyDictionary<string, ServiceException> services)
    {
        var first = Because(services.Values);
        var name = services.First(it => it.Value == first).Key;
        var others = services.Keys.Where(it => it != name).Order(StringComparer.Ordinal).ToList();
        var verdict = first.IsHopeless ? "cannot converge" : $"did not converge within {FailureText.Seconds(within)}";
        return $"Stack \"{stack}\" {verdict}: service \"{name}\": {first.Why}{(others.Count == 0 ? "" : $" (nor did {string.Join(", ", others)})")}.";
    }

    private static ServiceException Because(IEnumerable<ServiceException> all) =>
        all.OrderByDescending(it => it.IsHopeless).ThenBy(it => it.Subject, StringComparer.Ordinal).First();
}
