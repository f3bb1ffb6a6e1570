using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Docker.DotNet.Models;

namespace InfraSpecs.Cleanup;

/// <summary>
/// Host ports that stay. A port that an engine chooses is another one after each start of the container, so that whoever was told an address of a thing that outlives its engine would have it
/// for a while only.
/// </summary>
internal sealed class SteadyPorts
{
    // Below the ports that systems give to whoever asks for any (Linux: from 32768): a program that runs while the engine does not takes none of them by chance.
    private const int First = 20000;
    private const int Last = 32000;
    private const int Attempts = 1000;

    private readonly Lock _gate = new();
    private readonly HashSet<int> _given = [];

    /// <summary>Gives each port that the engine was to choose a number.</summary>
    public void Fix(CreateContainerParameters create)
    {
        foreach (var binding in create.HostConfig?.PortBindings?.Values.SelectMany(it => it).Where(IsLeftToEngine) ?? [])
            binding.HostPort = $"{Next()}";
    }

    /// <summary>The engine is to choose the port.</summary>
    public static bool IsLeftToEngine(PortBinding binding) => binding.HostPort is null or "" or "0";

    private int Next()
    {
        lock (_gate)
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                var port = RandomNumberGenerator.GetInt32(First, Last);
                if (_given.Add(port) && IsFreeHere(port)) return port;
            }
        }

        throw new InvalidOperationException($"Of {Attempts} ports between {First} and {Last} none is free.");
    }

    /// <summary>Of an engine elsewhere, this says nothing; there the engine refuses a port that is taken.</summary>
    private static bool IsFreeHere(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
