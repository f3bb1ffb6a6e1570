using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Docker.DotNet;

namespace InfraSpecs;

/// <summary>The other end of the packets that a fault is for. A container, a network, an address ("10.0.0.7") or a range ("10.0.0.0/8") stands for it.</summary>
public sealed class FaultPeer
{
    private readonly string _name;
    private readonly Func<Engine, CancellationToken, Task<IReadOnlyList<IPNetwork>>> _find;

    private FaultPeer(string name, Func<Engine, CancellationToken, Task<IReadOnlyList<IPNetwork>>> find) => (_name, _find) = (name, find);

    /// <summary>The addresses that a container has when the fault begins, in all its networks.</summary>
    /// <param name="container">The container; it runs. A Swarm's node has one as its <c>Container</c>.</param>
    public static implicit operator FaultPeer(Container container) => Of(container);

    /// <summary>All addresses of a network.</summary>
    /// <param name="network">The network.</param>
    public static implicit operator FaultPeer(ContainerNetwork network) => Of(network);

    /// <summary>An address, or a range of them.</summary>
    /// <param name="address">"10.0.0.7", "10.0.0.0/8", "fd00::/64".</param>
    public static implicit operator FaultPeer(string address) => Of(address);

    /// <inheritdoc cref="op_Implicit(Container)"/>
    public static FaultPeer Of(Container container) => new(container.Name, (engine, token) => OfContainerAsync(engine, container, token));

    /// <inheritdoc cref="op_Implicit(ContainerNetwork)"/>
    public static FaultPeer Of(ContainerNetwork network) => new(network.Name, async (engine, token) =>
        [.. from range in (await engine.Client.Networks.InspectNetworkAsync(network.Id, token)).IPAM?.Config ?? [] where range.Subnet is not null select IPNetwork.Parse(range.Subnet)]);

    /// <inheritdoc cref="op_Implicit(string)"/>
    public static FaultPeer Of(string address) => new(
        address, (_, _) => Task.FromResult<IReadOnlyList<IPNetwork>>(Read(address) is { } range ? [range] : []))
    {
        IsWellFormed = Read(address) is not null,
    };

    /// <inheritdoc/>
    public override string ToString() => _name;

    /// <summary>It can be an address, if it is meant as one.</summary>
    internal bool IsWellFormed { get; private init; } = true;

    internal async Task<IReadOnlyList<IPNetwork>> FindAsync(Container broken, CancellationToken token)
    {
        try
        {
            return await _find(broken.Engine, token) is { Count: > 0 } found ? found : throw FaultException.PeerUnknown(broken.Name, _name, "it has no address");
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            throw FaultException.PeerUnknown(broken.Name, _name, "the engine has no such thing");
        }
    }

    /// <summary>As the program reads it: "4:0a000007/32".</summary>
    internal static string Word(IPNetwork range) => string.Create(
        CultureInfo.InvariantCulture, $"{(range.BaseAddress.AddressFamily is AddressFamily.InterNetworkV6 ? 6 : 4)}:{Convert.ToHexStringLower(range.BaseAddress.GetAddressBytes())}/{range.PrefixLength}");

    private static async Task<IReadOnlyList<IPNetwork>> OfContainerAsync(Engine engine, Container container, CancellationToken token)
    {
        var networks = (await engine.Client.Containers.InspectContainerAsync(container.Id, token)).NetworkSettings?.Networks?.Values ?? [];
        return [.. networks.SelectMany(it => new[] { it.IPAddress, it.GlobalIPv6Address }).Where(it => !string.IsNullOrEmpty(it)).Select(Read).OfType<IPNetwork>().Distinct()];
    }

    private static IPNetwork? Read(string? text) =>
        IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.AddressFamily is AddressFamily.InterNetworkV6 ? 128 : 32)
        : text?.Contains('/') is true && IPNetwork.TryParse(text, out var range) ? range : null;
}
