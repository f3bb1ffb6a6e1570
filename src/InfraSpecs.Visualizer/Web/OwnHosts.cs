namespace InfraSpecs.Visualizer;

/// <summary>
/// The names by which the page may be called. A page of somebody else's whose name is made to lead here (DNS rebinding) is of the same origin to a browser, and could read all;
/// such a request says its own name. An address cannot be made to lead elsewhere.
/// </summary>
/// <param name="told">Further names, with commas between them; null for none.</param>
internal sealed class OwnHosts(string? told)
{
    /// <summary>The environment's variable that names further ones.</summary>
    public const string Variable = "VISUALIZER_HOSTS";

    private readonly HashSet<string> _names = [.. (told ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Canonical)];

    /// <param name="host">What a request says, with a port where there is one; null where it says nothing, as no browser does.</param>
    public bool Has(string? host)
    {
        if (host is null) return true;
        if (host.Contains('@') || !Uri.TryCreate($"http://{host}/", UriKind.Absolute, out var uri) || uri.PathAndQuery != "/") return false;
        var name = Canonical(uri.DnsSafeHost);
        return uri.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6
            || name == "localhost" || name.EndsWith(".localhost", StringComparison.Ordinal) || _names.Contains(name);
    }

    private static string Canonical(string name) => name.ToLowerInvariant().TrimEnd('.');
}
