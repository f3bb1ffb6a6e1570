using System.Globalization;
using System.Net;

namespace InfraSpecs.MySql;

/// <summary>The addresses at which a container accepts connections, by its kernel's word: proc_net_tcp(5).</summary>
internal static class Listeners
{
    private const string Listening = "0A";

    /// <summary>At a port; empty where nobody listens, or the image cannot be asked.</summary>
    public static async Task<IReadOnlyList<IPAddress>> AtAsync(Container container, int port, CancellationToken token)
    {
        var outcome = await container.ExecAsync(["sh", "-c", "cat /proc/net/tcp /proc/net/tcp6"], new ExecOptions(), token);
        return [.. Parse(outcome.Output).Where(it => it.Port == port).Select(it => it.Address)];
    }

    internal static IEnumerable<IPEndPoint> Parse(string table) => table.Split('\n')
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(fields => fields.Length > 3 && fields[3] == Listening)
        .Select(fields => fields[1].Split(':'))
        .Select(local => new IPEndPoint(Address(local[0]), int.Parse(local[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture)));

    /// <summary>Four bytes at a time, each in the order of a little-endian machine.</summary>
    private static IPAddress Address(string hexadecimal) =>
        new([.. Convert.FromHexString(hexadecimal).Chunk(4).SelectMany(word => word.Reverse())]);
}
