using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace InfraSpecs.Swarm;

/// <summary>A node's address or a subnet, "10.0.0.7" or "10.0.0.0/24", as swarmkit reads and compares them.</summary>
internal static partial class NodeAddress
{
    /// <summary>It can be compared with. What cannot, no node meets.</summary>
    public static bool IsValid(string text) => Read(text) is not null;

    /// <summary>The address is this one, or in this subnet.</summary>
    public static bool IsIn(string address, string text)
    {
        if (Read(text) is not var (wanted, prefix) || Read(address) is not var (there, _) || wanted.Length != there.Length) return false;
        return Enumerable.Range(0, prefix).All(bit => Bit(wanted, bit) == Bit(there, bit));

        static int Bit(byte[] bytes, int at) => bytes[at / 8] >> (7 - (at % 8)) & 1;
    }

    private static (byte[] Address, int Prefix)? Read(string text)
    {
        var parts = text.Split('/');
        if (parts.Length > 2 || BytesOf(parts[0]) is not { } bytes) return null;
        var most = bytes.Length * 8;
        if (parts.Length == 1) return (bytes, most);
        return int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var prefix) && prefix <= most ? (bytes, prefix) : null;
    }

    // .NET also takes "10.1", "0x0A000001" and "[::1]" for addresses.
    private static byte[]? BytesOf(string text)
    {
        if (!(IPv4().IsMatch(text) || (text.Contains(':') && !text.StartsWith('['))) || !IPAddress.TryParse(text, out var address)) return null;
        return (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
    }

    [GeneratedRegex(@"^(?:(?:0|[1-9][0-9]{0,2})\.){3}(?:0|[1-9][0-9]{0,2})\z")]
    private static partial Regex IPv4();
}
