using System.Globalization;
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

    private readonly ContainerNetwork? _own;
    private readonly int _third;
    private readonly IReadOnlyList<string> _nodes;

    /// <param name="name">Its name on the engine.</param>
    /// <param name="third">The third byte of its addresses.</param>
    /// <param name="nodes">The names of the nodes.</param>
    /// <param name="own">What ends with this object; null for a network that is to be kept.</param>
    private ClusterNetwork(string name, int third, IReadOnlyList<string> nodes, ContainerNetwork? own) => (Name, _third, _nodes, _own) = (name, third, nodes, own);

    public string Name { get; }

    /// <summary>As 198.19.4.0/24.</summary>
    public string Subnet => $"{Prefix}{_third}.0/24";

    /// <summary>Where the machine of the engine is in it.</summary>
    public string Gateway => $"{Prefix}{_third}.1";

    public string AddressOf(string node) => $"{Prefix}{_third}.{FirstNode + _nodes.ToList().IndexOf(node)}";

    /// <param name="engine">Where.</param>
    /// <param name="nodes">The names of the nodes.</param>
    /// <param name="keep">Marks a network that is to be kept; null for one that ends with this object.</param>
    /// <param name="token">Ends the attempt.</param>
    public static async Task<ClusterNetwork> CreateAsync(Engine engine, IReadOnlyList<string> nodes, Action<NetworksCreateParameters>? keep, CancellationToken token)
    {
        for (var attempt = 1; ; attempt++)
        {
            var third = RandomNumberGenerator.GetInt32(256);
            try
            {
                var network = await ContainerNetwork.CreateAsync(engine, new ContainerNetworkOptions { Role = "swarm", Configure = asked => Configure(asked, third, keep) }, token);
                return new ClusterNetwork(network.Name, third, nodes, keep is null ? network : null);
            }
            catch (EngineException e) when (attempt < Attempts && e.InnerException is DockerApiException { StatusCode: HttpStatusCode.Forbidden })
            {
                // Another cluster has this subnet.
            }
        }
    }

    /// <summary>One that was made before.</summary>
    public static ClusterNetwork? Existing(NetworkResponse network, IReadOnlyList<string> nodes) =>
        network.IPAM?.Config is [{ Subnet: { } subnet }] && subnet.StartsWith(Prefix, StringComparison.Ordinal)
            ? new ClusterNetwork(network.Name, int.Parse(subnet.Split('.')[2], CultureInfo.InvariantCulture), nodes, null)
            : null;

    /// <summary>Removes the network, unless it is to be kept. Containers must have left it.</summary>
    public ValueTask DisposeAsync() => _own?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static void Configure(NetworksCreateParameters network, int third, Action<NetworksCreateParameters>? keep)
    {
        var subnet = new IPAMConfig { Subnet = $"{Prefix}{third}.0/24", IPRange = $"{Prefix}{third}.128/25", Gateway = $"{Prefix}{third}.1" };
        network.IPAM = new IPAM { Driver = "default", Config = [subnet] };
        keep?.Invoke(network);
    }
}
