using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Docker.DotNet;
using Docker.DotNet.NativeHttp;
using Docker.DotNet.X509;

namespace InfraSpecs.Swarm;

/// <summary>The way to a node's own engine.</summary>
/// <param name="container">The node's container; null for a machine.</param>
/// <param name="authority">Who issued the certificate that the engine must show; null where its address needs none.</param>
/// <param name="identity">What this process shows; null where none is asked for.</param>
/// <param name="isKept">The container outlives this object.</param>
internal sealed class NodeDoor(Container? container, X509Certificate2? authority, X509Certificate2? identity, bool isKept = false) : IAsyncDisposable
{
    private bool _isGone;
    private Uri? _address;

    public Container? Container => container;

    /// <summary>Null while the engine cannot be asked.</summary>
    public IDockerClient? Client { get; private set; }

    /// <summary>Why there is no client, in a half-sentence.</summary>
    public string WhyClosed { get; private set; } = "it is not up yet";

    /// <summary>Where the node's container is reached now; a container that was started again has another port.</summary>
    public static Uri AddressOf(Container container)
    {
        var (host, port) = container.GetPublishedAddress(NodeContainer.Port);
        return new Uri($"tcp://{host}:{port}");
    }

    /// <summary>Where a port of the node is reached from here; a machine's is where its engine is.</summary>
    public Uri EndpointOf(int port)
    {
        var (host, published) = container?.GetPublishedAddress(port) ?? (_address is { Host.Length: > 0 } address ? address.Host : "127.0.0.1", (ushort)port);
        return new UriBuilder(Uri.UriSchemeHttp, host, published).Uri;
    }

    /// <summary>There was no answer, as of an engine that is not up; an engine that refuses answers, with a <see cref="DockerApiException"/>.</summary>
    public static bool IsNoAnswer(Exception e) => e switch
    {
        HttpRequestException or IOException or SocketException or AuthenticationException => true,
        // The client tries each address of a host.
        AggregateException several => several.InnerExceptions.All(IsNoAnswer),
        _ => false,
    };

    /// <summary>Nothing is asked yet; the first request connects.</summary>
    public void Open(Uri address)
    {
        Client?.Dispose();

        // The transport that keeps its connections, where there is TCP; the client's usual one makes a TLS handshake for each request.
        var builder = address.Scheme is "unix" or "npipe" ? new DockerClientBuilder() : new DockerClientBuilder().WithTransportOptions(new NativeHttpTransportOptions());
        builder = builder.WithEndpoint(address).WithTimeout(Timeout.InfiniteTimeSpan);
        if (identity is not null) builder = builder.WithAuthProvider(new DockerTlsCertificates(identity, authority).CreateCredentials());
        (Client, _address) = (builder.Build(), address);
    }

    public void Close(string why)
    {
        Client?.Dispose();
        (Client, WhyClosed) = (null, why);
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

    private ValueTask CloseForGood()
    {
        Close("it was removed");
        return ValueTask.CompletedTask;
    }
}
