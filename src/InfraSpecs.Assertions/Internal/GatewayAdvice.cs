namespace InfraSpecs.Assertions.Internal;

/// <summary>What to do where a proxy answers for a server that did not.</summary>
internal static class GatewayAdvice
{
    private static readonly (int Status, string Advice)[] Known =
    [
        (502, "status 502 is the proxy's own: it reached nobody, or got no HTTP. See that what it passes requests on to runs, listens on the port that the proxy names and on all addresses, and was "
            + "there when the proxy looked its name up: nginx does that once, at its start."),
        (503, "status 503 most often is the proxy's own: it takes no server for well. Look at its health checks of them, and that they run."),
        (504, "status 504 is the proxy's own: the server did not answer it in time. See that both are in one network, and that the server's address is one that is reached (without IPVS in the kernel, "
            + "endpoint mode dnsrr); if it only needs longer, raise the proxy's timeout."),
    ];

    /// <param name="failed">What failed.</param>
    /// <returns>A line of its own for the most frequent such status; empty where there is none.</returns>
    public static UnquotedText For(IEnumerable<HttpSample> failed)
    {
        var status = failed.Select(it => it.Status).Where(it => Known.Any(known => known.Status == it)).GroupBy(it => it).MaxBy(it => it.Count())?.Key;
        return new UnquotedText(status is null ? "" : $"\n  What to do: {Known.First(it => it.Status == status).Advice}");
    }
}
