using System.Net;
using System.Security.Cryptography;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>
/// The network of a cluster. Its nodes have fixed addresses, as machines do: a manager that came back under another one would not be found by the
/// others, and engines give addresses away when a container stops. That needs a subnet that the engine did not choose.
/// </summary>
internal sealed class ClusterNetwork : IAsyncDisposable
{
    // 198.18.0.0/15 is for tests of networks (RFC 2544) and routed nowhere; its first half is used by some VPN clients.
    private const string Prefix = "198.19.";
    private const int Attempts = 50;

    // Other containers get addresses from the upper half.
    private const int FirstNode = 10;

    private readonly Engine _engine;
    private readonly string _id;
    private readonly bool _isKept;
    private readonly int _third;
    private readonly IReadOnlyList<string> _nodes;

    private ClusterNetwork(Engine engine, string id, string name, int third, SwarmOptions options, bool isKept) =>
        (_engine, _id, Name, _third, _nodes, _isKept) = (engine, id, name, third, options.NodeNames, isKept);

    public string Name { get; }

    /// <summary>As 198.19.4.0/24.</summary>
    public string Subnet => $"{Prefix}{_third}.0/24";

    /// <summary>Where the machine of the engine is in it.</summary>
    public string Gateway => $"{Prefix}{_third}.1";

    public string AddressOf(string node) => $"{Prefix}{_third}.{FirstNode + _nodes.ToList().IndexOf(node)}";

    public static async Task<ClusterNetwork> CreateAsync(Engine engine, SwarmOptions options, ReuseMark? mark, CancellationToken token)
    {
        var labels = mark?.Labels ?? engine.Session.ResourceLabels;
        var name = mark?.NetworkName ?? $"swarm-{engine.Session.ShortId}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(3))}";
        for (var attempt = 1; ; attempt++)
        {
            token.ThrowIfCancellationRequested();
            var third = RandomNumberGenerator.GetInt32(256);
            var ipam = new IPAMConfig { Subnet = $"{Prefix}{third}.0/24", IPRange = $"{Prefix}{third}.128/25", Gateway = $"{Prefix}{third}.1" };
            var network = new NetworksCreateParameters { Name = name, Labels = labels.ToDictionary(), IPAM = new IPAM { Driver = "default", Config = [ipam] } };
            try
            {
                // A cancelled request may leave a network that nobody knows.
                var created = await engine.Client.Networks.CreateNetworkAsync(network, CancellationToken.None);
                return new ClusterNetwork(engine, created.ID, name, third, options, mark is not null);
            }
            catch (DockerApiException e) when (attempt < Attempts && e.StatusCode is HttpStatusCode.Forbidden)
            {
                // Another cluster has this subnet.
            }
        }
    }

    /// <summary>One that was made before.</summary>
    public static ClusterNetwork? Existing(Engine engine, NetworkResponse network, SwarmOptions options) =>
        network.IPAM?.Config is [{ Subnet: { } subnet }] && subnet.StartsWith(Prefix, StringComparison.Ordinal)
            ? new ClusterNetwork(engine, network.ID, network.Name, int.Parse(subnet.Split('.')[2], System.Globalization.CultureInfo.InvariantCulture), options, true)
            : null;

    /// <summary>Removes the network, unless it is to be kept. Containers must have left it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isKept) return;
        try
        {
            await _engine.Client.Networks.DeleteNetworkAsync(_id, CancellationToken.None);
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            return; // it is gone, which is what was wanted
        }
    }
}
