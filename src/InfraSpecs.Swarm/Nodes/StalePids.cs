using System.Formats.Tar;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>
/// Process numbers that a killed engine left in its container. In its next life others have these numbers, and an engine takes such a one for the containerd that it would have to start,
/// or for another engine. Not every image removes them.
/// </summary>
internal static class StalePids
{
    private static readonly string[] Files = ["/run/docker.pid", "/run/docker/containerd/containerd.pid"];

    /// <param name="container">The node's, which does not run.</param>
    /// <param name="token">Ends the attempt.</param>
    public static async Task ClearAsync(Container container, CancellationToken token)
    {
        foreach (var file in Files)
        {
            if (await container.FindFileAsync(file, token) is { Size: > 0 }) await EmptyAsync(container, file, token);
        }
    }

    // From one that does not run, no file can be removed; an empty one names nobody.
    private static async Task EmptyAsync(Container container, string file, CancellationToken token)
    {
        using var content = new MemoryStream();
        await using (var tar = new TarWriter(content, leaveOpen: true)) await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, Path.GetFileName(file)), token);
        content.Position = 0;
        await container.Engine.Client.Containers.ExtractArchiveToContainerAsync(container.Id, new CopyToContainerParameters { Path = Path.GetDirectoryName(file)! }, content, token);
    }
}
