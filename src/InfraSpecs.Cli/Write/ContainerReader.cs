using System.Globalization;
using System.Net.Sockets;
using Docker.DotNet.Models;

namespace InfraSpecs.Cli.Write;

/// <summary>Looks at a running container, and asks its ports.</summary>
internal static class ContainerReader
{
    private const string Tcp = "/tcp";
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(5);

    /// <param name="container">The container.</param>
    /// <param name="token">Ends the look.</param>
    /// <exception cref="WriteException">It does not run.</exception>
    public static async Task<ContainerSeen> ReadAsync(Container container, CancellationToken token)
    {
        var engine = container.Engine;
        var found = await engine.Client.Containers.InspectContainerAsync(container.Id, token);
        var reference = found.Config?.Image is { Length: > 0 } named ? named : found.Image;
        if (found.State is not { Running: true } state) throw WriteException.Ended(container.Name, $"has ended with exit code {found.State?.ExitCode}", reference);
        if (state.Paused) throw WriteException.Ended(container.Name, "is paused", reference);
        var mounts = container.ReadMountsAsync(token);
        var ports = await Task.WhenAll(PublishedPorts(found).Select(it => AskAsync(container, it.Port, it.Host, token)));
        var (image, trouble) = await ImageAsync(engine, reference, found.Image, token);
        return new ContainerSeen
        {
            Name = container.Name,
            Image = reference,
            OfImage = image,
            ImageTrouble = trouble,
            Mounts = (await mounts).All,
            Health = state.Health?.Status is { Length: > 0 } health and not "none" ? health : null,
            Ports = ports,
            OtherPorts = [.. OtherPorts(found)],
        };
    }

    /// <summary>The names of all that there are.</summary>
    public static async Task<IReadOnlyList<string>> NamesAsync(Engine engine, CancellationToken token) =>
        [.. (await engine.Client.Containers.ListContainersAsync(new ContainersListParameters { All = true }, token)).SelectMany(it => it.Names ?? []).Select(it => it.TrimStart('/'))];

    /// <summary>Its image, unless that name means another by now.</summary>
    private static async Task<(ImageSeen?, string?)> ImageAsync(Engine engine, string reference, string id, CancellationToken token)
    {
        try
        {
            var now = await engine.Client.Images.InspectImageAsync(reference, token);
            return now.ID == id ? (await ImageReader.ReadAsync(engine, reference, token), null) : (null, $"{reference} is another image by now than the one that it was started from");
        }
        catch (Docker.DotNet.DockerImageNotFoundException)
        {
            return (null, $"the engine has no image {reference} any more");
        }
    }

    private static IEnumerable<(int Port, int? Host)> PublishedPorts(ContainerInspectResponse found) =>
        from port in found.NetworkSettings?.Ports ?? new Dictionary<string, IList<PortBinding>>()
        where port.Value is { Count: > 0 } && port.Key.EndsWith(Tcp, StringComparison.Ordinal)
        orderby Number(port.Key)
        select (Number(port.Key), AskedFor(found, port.Key));

    /// <summary>The port of the host that was asked for; one that the engine chose is another after the next start.</summary>
    private static int? AskedFor(ContainerInspectResponse found, string port) =>
        found.HostConfig?.PortBindings?.TryGetValue(port, out var asked) == true && asked is [{ HostPort: { Length: > 0 } host }, ..]
        && int.TryParse(host, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    private static IEnumerable<(string, string)> OtherPorts(ContainerInspectResponse found) =>
        from port in found.NetworkSettings?.Ports ?? new Dictionary<string, IList<PortBinding>>()
        where port.Value is not { Count: > 0 } || !port.Key.EndsWith(Tcp, StringComparison.Ordinal)
        orderby port.Key
        select (port.Key, port.Value is { Count: > 0 } ? "only TCP can be asked" : "it is not published");

    private static async Task<SeenPort> AskAsync(Container container, int port, int? host, CancellationToken token)
    {
        if (await StatusAsync(container, port, token) is { } status) return new SeenPort(port, host, status);
        try
        {
            await container.WaitUntilAsync(Ready.WhenPortAccepts(port), AnswersWithin, token);
            return new SeenPort(port, host);
        }
        catch (WaitException e)
        {
            return new SeenPort(port, host, Trouble: e.Message.Split('\n')[0].Split("because ")[^1].TrimEnd('.'));
        }
    }

    /// <summary>The status of GET /; null where no HTTP is spoken, or 400, which servers of other protocols say too.</summary>
    private static async Task<int?> StatusAsync(Container container, int port, CancellationToken token)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(token);
        deadline.CancelAfter(AnswersWithin);
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false });
        try
        {
            using var answer = await http.GetAsync(container.Endpoint(port), HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            return answer.StatusCode == System.Net.HttpStatusCode.BadRequest ? null : (int)answer.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or IOException || (e is OperationCanceledException && !token.IsCancellationRequested))
        {
            return null;
        }
    }

    private static int Number(string port) => int.Parse(port.Split('/')[0], CultureInfo.InvariantCulture);
}
