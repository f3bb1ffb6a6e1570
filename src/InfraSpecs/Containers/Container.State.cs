using System.Globalization;
using Docker.DotNet.Models;

namespace InfraSpecs;

/// <content>What the engine tells of it: processes, mounts, ports.</content>
public sealed partial class Container
{
    /// <summary>On a machine that is emulated one answer takes several seconds.</summary>
    private static readonly TimeSpan ListedWithin = TimeSpan.FromMinutes(1);

    /// <summary>The processes of the container, which must run. They are seen through the engine, so that the image needs no ps; the engine's machine does.</summary>
    /// <param name="token">Ends the look-up.</param>
    /// <exception cref="ContainerException">The container does not run.</exception>
    /// <exception cref="WaitException">The engine said for a minute that it runs, and listed no process of it; or it gave no answer for so long.</exception>
    public async Task<ContainerProcesses> ReadProcessesAsync(CancellationToken token)
    {
        // Of a container that is ending, or that is started again in this very moment, it may list nothing.
        var (main, rows) = await AskAsync("its list of processes", () => Wait.UntilAsync($"{Name}, its list of processes", ListAsync, ListedWithin, token, Engine.Time, LongestPause), token);
        return new ContainerProcesses(
            Name, [.. rows.Select(row => Process(row, main)).OrderByDescending(process => process.IsMain).ThenBy(process => process.HostId)]);
    }

    private async ValueTask<Probe<(long Main, IList<IList<string>> Rows)>> ListAsync(CancellationToken token)
    {
        var inspect = await Engine.Client.Containers.InspectContainerAsync(Id, token);
        var list = await Engine.Client.Containers.ListProcessesAsync(Id, new ContainerListProcessesParameters { PsArgs = "-o pid,ppid,user,args" }, token);
        // Docker counts as its machine does, Podman as the container does.
        return list.Processes is { } rows ? Probe.Ready((Engine.IsPodman ? 1 : inspect.State!.Pid, rows))
            : Probe.NotYet<(long, IList<IList<string>>)>("the engine lists no process of it, though it runs");
    }

    /// <summary>What is mounted in the container, running or not.</summary>
    /// <param name="token">Ends the look-up.</param>
    /// <exception cref="ContainerException">The container was removed.</exception>
    public Task<ContainerMounts> ReadMountsAsync(CancellationToken token) =>
        AskAsync("its mounts", () => ContainerMounts.ReadAsync(Engine, Id, Name, token), token);

    /// <summary>Where a published port of the container is reached from here; the container must run. After a restart the engine may have chosen another one.</summary>
    /// <param name="port">The port in the container.</param>
    /// <exception cref="InvalidOperationException">It is not published, or the container has ended.</exception>
    public (string Host, ushort Port) GetPublishedAddress(int port)
    {
        if (_isDown) throw new InvalidOperationException($"{Name} has ended, so that no port of it is published; StartAsync starts it again.");
        if (_found is not null) return _found.PublishedFor(port);
        var published = PublishedFor(port);
        return Forwards.TryGetValue(port, out var forward) ? (ContainerPorts.Loopback, (ushort)forward.Endpoint.Port) : (ContainerPorts.ReachedAt(Engine, Testcontainer.Hostname), published);
    }

    /// <summary>The same as an address for HTTP: "http://127.0.0.1:32768/".</summary>
    /// <inheritdoc cref="GetPublishedAddress"/>
    public Uri Endpoint(int port)
    {
        var (host, published) = GetPublishedAddress(port);
        return new UriBuilder(Uri.UriSchemeHttp, host, published).Uri;
    }

    /// <summary>Ports of this machine that stand for the container's, by these, where its engine is elsewhere.</summary>
    internal IReadOnlyDictionary<int, PortForward> Forwards { get; set; } = new Dictionary<int, PortForward>();

    private ushort PublishedFor(int port)
    {
        try
        {
            return Testcontainer.GetMappedPublicPort(port);
        }
        catch (InvalidOperationException e)
        {
            var others = string.Join(", ", Testcontainer.GetMappedPublicPorts().Keys.Order());
            throw new InvalidOperationException(
                $"{Name} does not publish port {port}, but {(others.Length == 0 ? "none" : others)}; name it in ContainerOptions.Ports, or publish it by WithLoopbackPort.", e);
        }
    }

    private static ContainerProcess Process(IList<string> row, long main)
    {
        var id = int.Parse(row[0], CultureInfo.InvariantCulture);
        var parent = int.Parse(row[1], CultureInfo.InvariantCulture);
        return new ContainerProcess { HostId = id, ParentHostId = parent, User = row[2], IsMain = id == main, CommandLine = row[3] };
    }
}
