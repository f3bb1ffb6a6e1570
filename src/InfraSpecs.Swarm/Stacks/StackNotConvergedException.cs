using System.Globalization;

namespace InfraSpecs.Swarm;

/// <summary>A service of a stack is not what the file says: in time, or at all.</summary>
public sealed class StackNotConvergedException : InfraSpecsException
{
    internal StackNotConvergedException(string stack, TimeSpan within, IReadOnlyDictionary<string, ServiceNotConvergedException> services, StackPlacement placement, IReadOnlyList<string> warnings)
        : base(stack, Headline(stack, within, services), [.. placement.ToString().Split('\n'), .. warnings.Select(it => $"The deploy warned: {it}")], Because(services.Values).Advice) =>
        (Services, Placement) = (services, placement);

    internal StackNotConvergedException(string stack)
        : base(stack, $"Stack \"{stack}\" cannot converge: it has no service.", [], "deploy it; it was removed, or its file has no services.") =>
        (Services, Placement) = (new Dictionary<string, ServiceNotConvergedException>(), new StackPlacement(stack, new Dictionary<string, Placement>()));

    /// <summary>What is wrong, by the services' names in the file.</summary>
    public IReadOnlyDictionary<string, ServiceNotConvergedException> Services { get; }

    /// <summary>What was seen last, of all services.</summary>
    public StackPlacement Placement { get; }

    /// <summary>The wait was ended before its time, because nothing would have changed.</summary>
    public bool IsHopeless => Services.Count == 0 || Services.Values.Any(it => it.IsHopeless);

    private static string Headline(string stack, TimeSpan within, IReadOnlyDictionary<string, ServiceNotConvergedException> services)
    {
        var first = Because(services.Values);
        var name = services.First(it => it.Value == first).Key;
        var others = services.Keys.Where(it => it != name).Order(StringComparer.Ordinal).ToList();
        var verdict = first.IsHopeless ? "cannot converge" : string.Create(CultureInfo.InvariantCulture, $"did not converge within {within.TotalSeconds:0.##} s");
        return $"Stack \"{stack}\" {verdict}: service \"{name}\": {first.Why}{(others.Count == 0 ? "" : $" (nor did {string.Join(", ", others)})")}.";
    }

    private static ServiceNotConvergedException Because(IEnumerable<ServiceNotConvergedException> all) =>
        all.OrderByDescending(it => it.IsHopeless).ThenBy(it => it.Subject, StringComparer.Ordinal).First();
}
