using System.Globalization;
using System.Net;
using Docker.DotNet;

namespace InfraSpecs;

/// <summary>What a container listens on, where the port that is asked does not answer. During one wait it is looked at seldom: after half a second, and each time after twice as long.</summary>
/// <param name="container">Its image needs cat; of others nothing is said.</param>
/// <param name="port">The port in the container that is asked.</param>
internal sealed class ListeningPorts(Container container, int port)
{
    private const int Most = 8;
    private const string Listens = "0A";

    // The engine's own name server, in each container of a network that has one.
    private static readonly IPAddress NameServer = IPAddress.Parse("127.0.0.11");

    private readonly long _began = container.Engine.Time.GetTimestamp();
    private TimeSpan _next = TimeSpan.FromSeconds(0.5);
    private string _said = "";

    /// <summary>"; it listens on port 9090", as far as that is known; else empty.</summary>
    public async ValueTask<string> SayAsync(CancellationToken token)
    {
        var waited = container.Engine.Time.GetElapsedTime(_began);
        if (waited < _next) return _said;
        _next = 2 * waited;
        try
        {
            var outcome = await ContainerCommand.ExecAsync(container.Engine.Client, container.Id, ["cat", "/proc/net/tcp", "/proc/net/tcp6"], new ExecOptions(), token);
            _said = outcome.Output.Contains("local_address", StringComparison.Ordinal) ? Say(Read(outcome.Output), port) : "";
        }
        catch (Exception e) when (e is DockerApiException or ContainerException)
        {
            _said = ""; // the wait sees that it has ended
        }

        return _said;
    }

    internal static string Say(IReadOnlyList<IPEndPoint> listening, int port)
    {
        if (listening.Count == 0) return "; nothing in it listens on any port";
        if (listening.Where(it => it.Port == port).ToList() is { Count: > 0 } here)
        {
            return here.TrueForAll(it => IPAddress.IsLoopback(it.Address)) ? $"; it listens on {here[0]} alone, which is reached from inside it only: let it listen on 0.0.0.0" : "";
        }

        string[] ports = [.. listening.Select(it => it.Port).Distinct().Order().Select(it => it.ToString(CultureInfo.InvariantCulture))];
        return $"; it listens on port{(ports.Length > 1 ? "s" : "")} {string.Join(", ", ports.Take(Most))}{(ports.Length > Most ? ", …" : "")}";
    }

    /// <summary>Of the kernel's tables: "  0: 0100007F:1F90 00000000:0000 0A …", addresses word by word in the machine's order.</summary>
    internal static IReadOnlyList<IPEndPoint> Read(string tables) =>
    [
        .. tables.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(it => it is [_, _, _, Listens, ..] && it[1].Contains(':'))
            .Select(it => EndPointOf(it[1])).Where(it => !it.Address.Equals(NameServer)),
    ];

    private static IPEndPoint EndPointOf(string local)
    {
        var (address, port) = (local[..local.IndexOf(':')], local[(local.IndexOf(':') + 1)..]);
        byte[] bytes = [.. Convert.FromHexString(address).Chunk(4).SelectMany(word => word.Reverse())];
        var ip = new IPAddress(bytes);
        return new IPEndPoint(ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip, int.Parse(port, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }
}
