using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.MySql;

/// <summary>Looks where a server writes, and insists on the data that it was given.</summary>
internal static class StorageCheck
{
    private const string EnginesOwn = "local";

    public static async Task<MySqlStorage> RunAsync(MySqlServer server, CancellationToken token)
    {
        var home = server.Facts.DataDirectory;
        var asking = GroundAsync(server, token);
        var places = await StoragePlaces.ReadAsync(server, token);
        var kernel = await FileSystems.ReadAsync(server, [home, .. places.Select(place => place.Path)], token);
        var ground = await asking with { Kernel = kernel };
        var linked = kernel.Linked.Where(path => !StorageGround.IsWithin(path, ground.Real(home))).Select(path => ("tables", Folder(path)));
        var storage = ground.ReadStorage(server.Container.Name, home, [.. places, .. linked]);
        if (server.Options.Data is not { } data) return storage;
        return ground.Mounts.Under(storage.DataDirectory) is { } mount && data.IsMountedBy(mount)
            ? storage
            : throw MySqlServerException.DataNotUsed(storage, data, ground.Mounts);
    }

    private static string Folder(string path) => path[..Math.Max(1, path.LastIndexOf('/'))];

    private static async Task<StorageGround> GroundAsync(MySqlServer server, CancellationToken token)
    {
        var client = server.Engine.Client;
        var mounts = await server.Container.ReadMountsAsync(token);
        var data = server.Options.Data;
        return new StorageGround(mounts, mount => data?.IsMountedBy(mount) == true || !mount.IsAnonymous)
        {
            ForeignDrivers = await ForeignAsync(client, mounts, token),
        };
    }

    private static async Task<IReadOnlyDictionary<string, string>> ForeignAsync(IDockerClient client, ContainerMounts mounts, CancellationToken token)
    {
        var volumes = await Task.WhenAll(mounts.All.Select(mount => mount.Name).OfType<string>().Distinct().Select(name => InspectAsync(client, name, token)));
        return volumes.OfType<VolumeResponse>().Where(volume => volume.Driver != EnginesOwn).ToDictionary(volume => volume.Name, volume => volume.Driver);
    }

    private static async Task<VolumeResponse?> InspectAsync(IDockerClient client, string name, CancellationToken token)
    {
        try
        {
            return await client.Volumes.InspectAsync(name, token);
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}
