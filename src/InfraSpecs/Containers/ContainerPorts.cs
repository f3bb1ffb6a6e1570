using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;

namespace InfraSpecs;

/// <summary>Publishing ports of a container.</summary>
public static class ContainerPorts
{
    private const string Loopback = "127.0.0.1";

    /// <summary>
    /// Publishes a TCP port of the container on a port of 127.0.0.1 that the engine chooses, so that nobody but this machine reaches
    /// it and no two specs want the same one. <see cref="GetPublishedAddress"/> says which; after a restart the engine chooses anew.
    /// On an engine that is reached over a network, <see cref="Engine.StartAsync"/> publishes it on all addresses of that machine, since it would not be
    /// reached from here otherwise.
    /// </summary>
    /// <param name="builder">The container to be.</param>
    /// <param name="port">The port in the container.</param>
    public static ContainerBuilder WithLoopbackPort(this ContainerBuilder builder, int port) =>
        builder.WithPortBinding(port, assignRandomHostPort: true).WithCreateParameterModifier(create =>
        {
            // Testcontainers has no say in the address, and the engine's default is every address of the machine.
            var key = create.HostConfig!.PortBindings!.Keys.Single(it => it.Split('/')[0] == port.ToString(CultureInfo.InvariantCulture));
            create.HostConfig.PortBindings[key] = [new PortBinding { HostIP = Loopback, HostPort = "" }];
        });

    /// <summary>Where a published port of the container is reached from here.</summary>
    /// <param name="container">The container, running.</param>
    /// <param name="port">The port in the container.</param>
    /// <exception cref="InvalidOperationException">It is not published, or the container has ended.</exception>
    public static (string Host, ushort Port) GetPublishedAddress(this IContainer container, int port)
    {
        var host = container.Hostname;
        // In a container with an engine of its own, Testcontainers takes the engine's bridge for the way to it. That is an address of
        // this very machine, and what is bound to 127.0.0.1 does not answer there.
        var isHere = IPAddress.TryParse(host, out var address) && IsOfThisMachine(address);
        return (isHere ? Loopback : host, container.GetMappedPublicPort(port));
    }

    /// <summary>What <see cref="WithLoopbackPort"/> said, for an engine whose loopback is not this machine's: all its IPv4 addresses, of which 127.0.0.1 is one, so
    /// that the engine itself reaches the port as before.</summary>
    internal static void OpenLoopback(HostConfig? host)
    {
        var bindings = host?.PortBindings?.Values.SelectMany(it => it) ?? [];
        foreach (var binding in bindings.Where(it => it.HostIP == Loopback)) binding.HostIP = "0.0.0.0";
    }

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
