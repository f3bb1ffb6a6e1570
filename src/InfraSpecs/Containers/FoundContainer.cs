using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs;

/// <summary>A container that is there, whoever started it, and where its ports are reached.</summary>
internal sealed partial class FoundContainer
{
    private const string Tcp = "/tcp";

    private readonly Engine _engine;
    private IReadOnlyDictionary<int, (string Host, ushort Port)> _ports;

    private FoundContainer(Engine engine, ContainerInspectResponse seen) => (_engine, Id, Name, _ports) = (engine, seen.ID, seen.Name.TrimStart('/'), PortsOf(engine, seen));

    public string Id { get; }

    public string Name { get; }

    /// <exception cref="ContainerException">There is none.</exception>
    public static async Task<FoundContainer> FindAsync(Engine engine, string container, CancellationToken token)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(container);
        try
        {
            if (NameOrId().IsMatch(container)) return new FoundContainer(engine, await engine.Client.Containers.InspectContainerAsync(container.TrimStart('/'), token));
        }
        catch (DockerContainerNotFoundException)
        {
            // What there is instead is told below.
        }

        var others = await engine.Client.Containers.ListContainersAsync(new ContainersListParameters { All = true }, token);
        throw ContainerException.NotFound(container, engine.Endpoint, [.. others.SelectMany(it => it.Names ?? []).Select(it => it.TrimStart('/'))]);
    }

    /// <summary>Starts it again, and learns which ports are published then.</summary>
    public async Task StartAsync(CancellationToken token)
    {
        await _engine.Client.Containers.StartContainerAsync(Id, new ContainerStartParameters(), token);
        _ports = PortsOf(_engine, await _engine.Client.Containers.InspectContainerAsync(Id, token));
    }

    /// <exception cref="InvalidOperationException">It is not published.</exception>
    public (string Host, ushort Port) PublishedFor(int port) => _ports.TryGetValue(port, out var published) ? published
        : throw new InvalidOperationException($"{Name} does not publish port {port}, but {(_ports.Count == 0 ? "none" : string.Join(", ", _ports.Keys.Order()))}.");

    private static Dictionary<int, (string Host, ushort Port)> PortsOf(Engine engine, ContainerInspectResponse seen) =>
        (from port in seen.NetworkSettings?.Ports ?? new Dictionary<string, IList<PortBinding>>()
         where port.Key.EndsWith(Tcp, StringComparison.Ordinal) && port.Value is { Count: > 0 }
         select (Port: Number(port.Key[..^Tcp.Length]), Binding: port.Value[0]))
        .ToDictionary(it => (int)it.Port, it => (HostOf(engine, it.Binding.HostIP), Number(it.Binding.HostPort)));

    /// <summary>What is published on all addresses is reached where the engine is; else on the address that was named.</summary>
    private static string HostOf(Engine engine, string? address) =>
        IPAddress.TryParse(address, out var known) && !known.Equals(IPAddress.Any) && !known.Equals(IPAddress.IPv6Any) ? known.ToString()
        : engine.Endpoint is { Scheme: "unix" or "npipe" } ? ContainerPorts.Loopback : engine.Endpoint.Host;

    private static ushort Number(string text) => ushort.Parse(text, CultureInfo.InvariantCulture);

    // As the engine checks names; anything else would be a part of another address of its API.
    [GeneratedRegex(@"\A/?[a-zA-Z0-9][a-zA-Z0-9_.-]*\z")]
    private static partial Regex NameOrId();
}
