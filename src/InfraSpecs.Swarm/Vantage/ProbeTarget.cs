using System.Globalization;

namespace InfraSpecs.Swarm;

/// <summary>An address as the probe takes it.</summary>
internal sealed record ProbeTarget(Uri Url)
{
    public static ProbeTarget Parse(Uri url) => url is { IsAbsoluteUri: true, Scheme: "http" }
        ? new ProbeTarget(url)
        : throw new ArgumentException($"'{url}' cannot be asked from inside a network: it must be an http address with a host, as http://echo_api:8080/ is.", nameof(url));

    /// <summary>Arguments of `get` and `steady`.</summary>
    public IReadOnlyList<string> Arguments(string verb, double number, HttpProbeOptions options) =>
    [
        verb, Url.Host, Text(Url.Port), Url.PathAndQuery, Text(number), Text(Math.Ceiling(options.Timeout.TotalMilliseconds)), options.ReplicaHeader, options.ProxyHeader,
    ];

    public static string Text(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);
}
