namespace InfraSpecs.MySql;

/// <summary>Looks where a server writes, and insists on the data that it was given.</summary>
internal static class StorageCheck
{
    public static async Task<MySqlStorage> RunAsync(MySqlServer server, CancellationToken token)
    {
        var containers = server.Engine.Client.Containers;
        var facts = await containers.InspectContainerAsync(server.Container.Id, token);
        var name = server.Container.ShortName();
        if (server.Options.VolumesFrom is not { } data)
        {
            // A volume that was asked for by name is in the binds or mounts of the container; one that the image declares is not.
            var named = (facts.HostConfig?.Binds ?? []).Select(bind => bind.Split(':')[0])
                .Concat((facts.HostConfig?.Mounts ?? []).Select(mount => mount.Source ?? ""));
            return MySqlStorage.Of(name, server.Facts.DataDirectory, facts, named.ToHashSet());
        }

        var owned = (await containers.InspectContainerAsync(data, token)).Mounts ?? [];
        var storage = MySqlStorage.Of(name, server.Facts.DataDirectory, facts, owned.Select(mount => mount.Name ?? mount.Source).ToHashSet());
        return storage.Source is { } source && owned.Any(mount => mount.Name == source || mount.Source == source)
            ? storage
            : throw new DataNotUsedException(storage, data, [.. owned.Select(mount => mount.Destination)]);
    }
}
