using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;

namespace InfraSpecs;

/// <summary>Publishing ports of a container.</summary>
public static class ContainerPorts
{
    internal const string Loopback = "127.0.0.1";

    /// <summary>
    /// Publishes a TCP port of the container on a port of 127.0.0.1 that the engine chooses, so that no two specs want the same one. It is reached from the engine's machine and
    /// from this one, and from no other: where the engine is elsewhere, <see cref="EngineContainers.StartAsync"/> forwards a port of this machine's 127.0.0.1 through the engine's API, by a
    /// container of the image source "probe". <see cref="Container.GetPublishedAddress"/> says where; after a restart the engine chooses anew.
    /// </summary>
    /// <param name="builder">The container to be.</param>
    /// <param name="port">The port in the container.</param>
    public static ContainerBuilder WithLoopbackPort(this ContainerBuilder builder, int port) =>
        builder.WithCreateParameterModifier(create =>
        {
            // Not Testcontainers' own port bindings: these are on every address of the machine, and of a container that ends at once they are waited for 15 s.
            var key = $"{port.ToString(CultureInfo.InvariantCulture)}/tcp";
            create.ExposedPorts ??= new Dictionary<string, EmptyStruct>();
            create.ExposedPorts[key] = default;
            create.HostConfig ??= new HostConfig();
            create.HostConfig.PortBindings ??= new Dictionary<string, IList<PortBinding>>();
            create.HostConfig.PortBindings[key] = [new PortBinding { HostIP = Loopback, HostPort = "" }];
        });

    /// <summary>
    /// Publishes a TCP port of the container on every address of the engine's machine, so that everybody who reaches that machine reaches it. The engine chooses the port;
    /// <see cref="Container.GetPublishedAddress"/> says which.
    /// </summary>
    /// <param name="builder">The container to be.</param>
    /// <param name="port">The port in the container.</param>
    public static ContainerBuilder WithPortOnAllAddresses(this ContainerBuilder builder, int port) => builder.WithPortBinding(port, assignRandomHostPort: true);

    /// <summary>In a container with an engine of its own, Testcontainers takes the engine's bridge for the way to it. That is an address of this very machine,
    /// and what is bound to 127.0.0.1 does not answer there. Of ssh it sees the socket of this machine.</summary>
    internal static string ReachedAt(Engine engine, string host) => engine.Endpoint.Scheme == SshForward.Scheme ? engine.Endpoint.IdnHost
        : IPAddress.TryParse(host, out var address) && IsOfThisMachine(address) ? Loopback : host;

    /// <summary>Only an address of this machine can be bound to. A list of its network interfaces cannot be had while containers come and go:
    /// .NET fails where one vanishes meanwhile.</summary>
    private static bool IsOfThisMachine(IPAddress address)
    {
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(address, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
