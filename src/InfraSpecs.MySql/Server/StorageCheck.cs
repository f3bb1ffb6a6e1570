namespace InfraSpecs.MySql;

/// <summary>Looks where a server writes, and insists on the data that it was given.</summary>
internal static class StorageCheck
{
    public static async Task<MySqlStorage> RunAsync(MySqlServer server, CancellationToken token)
    {
        var name = server.Container.ShortName();
        var mounts = await server.Container.GetMountsAsync(server.Engine, token);
        if (server.Options.Data is { } data)
        {
            var storage = MySqlStorage.Of(name, server.Facts.DataDirectory, mounts, data.IsMountedBy);
            return mounts.Under(storage.DataDirectory) is { } mount && data.IsMountedBy(mount)
                ? storage
                : throw new DataNotUsedException(storage, data, mounts);
        }

        // A volume that was asked for by name is in the container's own settings; one that the image declares is not.
        var settings = (await server.Engine.Client.Containers.InspectContainerAsync(server.Container.Id, token)).HostConfig;
        var named = (settings?.Binds ?? []).Select(bind => bind.Split(':')[0])
            .Concat((settings?.Mounts ?? []).Select(mount => mount.Source ?? ""))
            .ToHashSet();
        return MySqlStorage.Of(name, server.Facts.DataDirectory, mounts, mount => named.Contains(mount.Name ?? ""));
    }
}
