using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Docker.DotNet;
using Docker.DotNet.Models;
using Docker.DotNet.X509;

namespace InfraSpecs.Swarm;

/// <summary>The connection to a node's own engine.</summary>
/// <param name="name">The node's name.</param>
/// <param name="container">The node's container; null for a machine.</param>
/// <param name="authority">Who issued the certificate that the engine must show; null where its address needs none.</param>
/// <param name="identity">What this process shows; null where none is asked for.</param>
/// <param name="isKept">The container outlives this object.</param>
internal sealed partial class NodeConnection(string name, Container? container, X509Certificate2? authority, X509Certificate2? identity, bool isKept = false) : IAsyncDisposable
{
    /// <summary>The port of a node's engine: its API over mutual TLS.</summary>
    public const int EnginePort = 2376;

    /// <summary>The port that Swarm's managers listen on.</summary>
    public const int SwarmPort = 2377;

    private const int LinesQuoted = 10;

    private IDockerClient? _client;
    private bool _isGone;
    private bool _isUp;
    private Uri? _address;

    /// <summary>Of a machine that is attached to, its host until the managers have told the name.</summary>
    public string Name { get; set; } = name;

    public Container? Container => container;

    /// <summary>The engine can be asked.</summary>
    public bool IsOpen => _client is not null;

    /// <exception cref="ClusterException">The engine cannot be asked.</exception>
    public IDockerClient Client => _client ?? throw ClusterException.NodeUnreachable(Name, WhyClosed);

    /// <summary>Why the engine cannot be asked, in a half-sentence.</summary>
    public string WhyClosed { get; private set; } = "it is not up yet";

    /// <summary>Where a port of the node is reached from here; a machine's is where its engine is.</summary>
    public Uri EndpointOf(int port)
    {
        var (host, published) = container?.GetPublishedAddress(port) ?? (_address is { Host.Length: > 0 } address ? address.Host : "127.0.0.1", (ushort)port);
        return new UriBuilder(Uri.UriSchemeHttp, host, published).Uri;
    }

    /// <summary>There was no answer, as of an engine that is not up, of a node that is stopped, of one of whose engine no address is known, or of managers without a
    /// leader; an engine that refuses answers, with a <see cref="DockerApiException"/>.</summary>
    public static bool IsNoAnswer(Exception e) => e switch
    {
        ClusterException { Reason: ClusterReason.NodeUnreachable or ClusterReason.NoLeader } => true,
        HttpRequestException or IOException or SocketException or AuthenticationException => true,
        // The client tries each address of a host.
        AggregateException several => several.InnerExceptions.All(IsNoAnswer),
        _ => false,
    };

    /// <summary>Nothing is asked yet; the first request connects.</summary>
    public void Open(Uri address)
    {
        _client?.Dispose();
        var shown = identity is null ? null : new DockerTlsCertificates(identity, authority).CreateCredentials();
        (_client, _address, _isUp) = (WatchedClient.Create(address, shown, LostAsync, () => !IsOpen, inner => new LeaderHandler(inner)), address, false);
    }

    /// <summary>Its container has ended, and is still there.</summary>
    public async Task<bool> HasEndedAsync(CancellationToken token) => await FindStateAsync(token) is { Running: false };

    /// <summary>When its container ended last, by the clock of its engine's machine; null if it never did, was removed, or is a machine.</summary>
    public async Task<DateTimeOffset?> FindEndAsync(CancellationToken token) =>
        DateTimeOffset.TryParse((await FindStateAsync(token))?.FinishedAt, CultureInfo.InvariantCulture, out var at) && at.Year > 1 ? at : null;

    /// <summary>Connects to a node that starts, and waits until its engine answers.</summary>
    public async Task OpenAsync(TimeSpan within, CancellationToken token)
    {
        try
        {
            await container!.WaitUntilAsync($"engine of node {Name}", AskAsync, within, token);
        }
        catch (WaitException e) when (e.Reason == WaitReason.TimedOut)
        {
            throw await NotReadyAsync(e, token);
        }

        async ValueTask<Probe<bool>> AskAsync(CancellationToken linked)
        {
            try
            {
                if (!IsOpen) Open(AddressNow());
                await Client.System.PingAsync(linked);
                _isUp = true;
                return Probe.Ready(true);
            }
            catch (Exception e) when (e is DockerApiException || IsNoAnswer(e))
            {
                return Probe.NotYet<bool>(EngineMessage.Of(e));
            }
            catch (InvalidOperationException e) when (!IsOpen)
            {
                return Probe.NotYet<bool>(e.Message); // it ended, so that no port is published; the wait sees that too
            }
        }
    }

    /// <summary>The failure of a node that runs, and is not ready in time.</summary>
    public async Task<ClusterException> NotReadyAsync(WaitException e, CancellationToken token)
    {
        var (output, error) = await container!.Testcontainer.GetLogsAsync(timestampsEnabled: false, ct: token);
        var lines = (output + error).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return ClusterException.NodeNotReady(Name, [.. lines.TakeLast(LinesQuoted)], e);
    }

    public void Close(string why)
    {
        var client = _client;
        (_client, WhyClosed) = (null, why);
        client?.Dispose();
    }

    /// <summary>Closes, and removes the container unless it is to be kept.</summary>
    public ValueTask DisposeAsync() => isKept ? CloseForGood() : RemoveAsync();

    /// <summary>Closes, and removes the container.</summary>
    public async ValueTask RemoveAsync()
    {
        await CloseForGood();
        if (container is null || _isGone) return;
        _isGone = true;
        await container.DisposeAsync();
    }

    private async Task<State?> FindStateAsync(CancellationToken token)
    {
        try
        {
            return container is null ? null : (await container.Engine.Client.Containers.InspectContainerAsync(container.Id, token)).State;
        }
        catch (DockerApiException e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>A connection broke. Of a node that was up, its container knows why; one that is not up yet is asked again.</summary>
    private async Task<Exception> LostAsync(string seen, Exception cause)
    {
        if (!IsOpen) return ClusterException.NodeUnreachable(Name, WhyClosed, cause);
        if (!_isUp || container is null) return ClusterException.NodeUnreachable(Name, seen, cause);
        try
        {
            await container.ThrowIfEndedAsync("an answer of its engine", line => line, CancellationToken.None);
            return ClusterException.NodeUnreachable(Name, seen, cause);
        }
        catch (ContainerException e)
        {
            // Another manager is asked from now on. Who ended the node has said why by now, perhaps.
            if (IsOpen) Close(e.Exit is { } exit ? $"its container {exit}" : "its container was removed");
            return ClusterException.NodeUnreachable(Name, WhyClosed, e);
        }
    }

    // A container that was started again has another port.
    private Uri AddressNow()
    {
        var (host, port) = container!.GetPublishedAddress(EnginePort);
        return new Uri($"tcp://{host}:{port}");
    }

    private ValueTask CloseForGood()
    {
        Close("it was removed");
        return ValueTask.CompletedTask;
    }
}
