using Docker.DotNet;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Configurations;

namespace InfraSpecs.Cleanup;

/// <summary>The container of a reaper: it has the engine's socket, and nothing else. It is started again with its engine.</summary>
internal static class ReaperContainer
{
    /// <summary>On the reaper: by which it is known to the resources that it removes (<see cref="Session.ReaperLabel"/>).</summary>
    public const string IdLabel = "infraspecs.reaper.id";

    /// <summary>On the reaper: whose it is. It has none of its session's labels, by which it would remove itself first.</summary>
    public const string OwnerLabel = "infraspecs.reaper.owner";

    private const string Socket = "/var/run/docker.sock";
    private static readonly TimeSpan RemovedWithin = TimeSpan.FromSeconds(5);

    /// <summary>Creates and starts one.</summary>
    /// <param name="client">The engine.</param>
    /// <param name="endpoint">Where it is.</param>
    /// <param name="image">The image.</param>
    /// <param name="id">The reaper's.</param>
    /// <param name="filters">What it removes, whoever is connected, also after its engine was started again.</param>
    /// <param name="token">Ends the attempt.</param>
    /// <returns>The container's ID.</returns>
    /// <exception cref="DockerApiException">The engine refused.</exception>
    public static async Task<string> StartAsync(IDockerClient client, Uri endpoint, string image, string id, IEnumerable<string> filters, CancellationToken token)
    {
        var sockets = Sockets(endpoint);
        var parameters = new CreateContainerParameters
        {
            Name = $"infraspecs-reaper-{Guid.NewGuid():N}"[..26],
            Image = image,
            Labels = new Dictionary<string, string> { [IdLabel] = id, [OwnerLabel] = SessionOwner.Current.ToString() },
            Env = [$"INFRASPECS_REAPER_FILTERS={string.Join('\n', filters)}"],
        };
        for (var i = 0; ; i++)
        {
            parameters.HostConfig = With(sockets[i]);
            try
            {
                var created = await client.Containers.CreateContainerAsync(parameters, token);
                await StartAsync(client, created.ID, token);
                return created.ID;
            }
            catch (DockerApiException) when (i + 1 < sockets.Count)
            {
                continue; // the engine's machine has no socket at this path
            }
        }
    }

    /// <summary>Removes one. One that cannot be reached removes itself, since nobody is connected to it any more.</summary>
    public static async Task RemoveAsync(IDockerClient client, string container, TimeProvider time)
    {
        using var limit = new CancellationTokenSource(RemovedWithin, time);
        try
        {
            await client.Containers.RemoveContainerAsync(container, new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, limit.Token);
        }
        catch (Exception e) when (EngineCall.IsLoss(e) || e is DockerApiException or TimeoutException or OperationCanceledException)
        {
            return; // as said
        }
    }

    private static async Task StartAsync(IDockerClient client, string container, CancellationToken token)
    {
        try
        {
            await client.Containers.StartContainerAsync(container, new ContainerStartParameters(), token);
        }
        catch
        {
            await RemoveAsync(client, container, TimeProvider.System);
            throw;
        }
    }

    private static HostConfig With(string socket) => new()
    {
        NetworkMode = "none",
        ReadonlyRootfs = true,
        CapDrop = ["ALL"],
        // Where SELinux keeps containers from the engine's socket it is asked not to, for this one.
        SecurityOpt = ["no-new-privileges", "label=disable"],
        // Root of the container is to be whom the socket belongs to.
        UsernsMode = "host",
        RestartPolicy = new RestartPolicy { Name = RestartPolicyKind.UnlessStopped },
        Mounts = [new Mount { Type = "bind", Source = socket, Target = Socket, ReadOnly = true }],
    };

    private static string? SocketThere(Uri endpoint) => endpoint.Scheme switch
    {
        "unix" => endpoint.AbsolutePath,
        SshForward.Scheme => SshForward.SocketThere(endpoint),
        _ => null,
    };

    /// <summary>Where the engine's socket may be on its own machine: as Testcontainers is told, as it is from here, and as usual.</summary>
    private static List<string> Sockets(Uri endpoint) =>
    [
        .. new[] { TestcontainersSettings.DockerSocketOverride, SocketThere(endpoint), Socket }.OfType<string>().Where(it => it.Length > 0).Distinct(),
    ];
}
