using System.Formats.Tar;
using Docker.DotNet;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Containers;
using InfraSpecs.Internal;

namespace InfraSpecs;

/// <summary>What is known of a file in a container.</summary>
/// <param name="Container">The container's name.</param>
/// <param name="Path">The absolute path.</param>
/// <param name="Kind">A regular file, a directory, a symbolic link, ….</param>
/// <param name="Mode">The permission bits.</param>
/// <param name="UserId">The owner.</param>
/// <param name="GroupId">The owning group.</param>
/// <param name="Size">In bytes.</param>
/// <param name="ModifiedAt">By the container's file system.</param>
/// <param name="LinkTarget">Where a symbolic link points; else null.</param>
public sealed record FileFacts(
    string Container,
    string Path,
    TarEntryType Kind,
    UnixFileMode Mode,
    int UserId,
    int GroupId,
    long Size,
    DateTimeOffset ModifiedAt,
    string? LinkTarget)
{
    /// <summary>The permission bits as people write them: "0644".</summary>
    public string OctalMode => Convert.ToString((int)Mode, 8).PadLeft(4, '0');
}

/// <summary>Looking at files in a container through the engine, so that the image needs no shell and the container need not run.</summary>
public static class ContainerFiles
{
    /// <summary>What is known of a file or folder; null if there is none at that path. Links are not followed.</summary>
    /// <param name="container">The container, running or not.</param>
    /// <param name="engine">The engine it is on.</param>
    /// <param name="path">The absolute path in the container.</param>
    /// <param name="token">Ends the look-up.</param>
    /// <exception cref="WaitHopelessException">The container was removed.</exception>
    public static async Task<FileFacts?> GetFileFactsAsync(this IContainer container, Engine engine, string path, CancellationToken token) =>
        await FactsAsync(engine, container.Id, container.ShortName(), path, token) ?? await NothingAsync<FileFacts>(engine, container.Id, path, token);

    internal static async Task<FileFacts?> FactsAsync(Engine engine, string id, string container, string path, CancellationToken token)
    {
        // Only the header of the first entry is read: the engine's own answer about a path leaves out its owner.
        await using var stream = await OpenArchiveAsync(engine.Client, id, path, token);
        if (stream is null) return null;
        await using var tar = new TarReader(stream);
        var entry = await tar.GetNextEntryAsync(copyData: false, token)
            ?? throw new InvalidDataException($"The engine sent an empty archive for {path} in {container}.");
        return new FileFacts(
            container, path, entry.EntryType, entry.Mode, entry.Uid, entry.Gid, entry.Length, entry.ModificationTime,
            entry.LinkName is { Length: > 0 } target ? target : null);
    }

    /// <summary>What a file holds; null if there is none at that path. Links are not followed; of what is no regular file, nothing.</summary>
    /// <param name="container">The container, running or not.</param>
    /// <param name="engine">The engine it is on.</param>
    /// <param name="path">The absolute path in the container. The file is held in memory, so it has at most 64 MiB.</param>
    /// <param name="token">Ends the look-up.</param>
    /// <exception cref="WaitHopelessException">The container was removed.</exception>
    /// <exception cref="OutputTooLargeException">The file is larger.</exception>
    public static async Task<byte[]?> ReadFileAsync(this IContainer container, Engine engine, string path, CancellationToken token) =>
        await ReadFileAsync(engine.Client, container.Id, path, token) ?? await NothingAsync<byte[]>(engine, container.Id, path, token);

    /// <summary>What a file holds in a container that this process did not start, or that was never started; null if there is none at that path.</summary>
    /// <param name="client">The Docker API of the engine that it is on.</param>
    /// <param name="containerId">The container.</param>
    /// <param name="path">The absolute path in the container. The file is held in memory, so it has at most 64 MiB.</param>
    /// <param name="token">Ends the look-up.</param>
    /// <exception cref="OutputTooLargeException">The file is larger.</exception>
    public static async Task<byte[]?> ReadFileAsync(IDockerClient client, string containerId, string path, CancellationToken token)
    {
        await using var stream = await OpenArchiveAsync(client, containerId, path, token);
        if (stream is null) return null;
        await using var tar = new TarReader(stream);
        if ((await tar.GetNextEntryAsync(copyData: false, token))?.DataStream is not { } data) return [];
        // No more than there is: a reader of an archive that cannot be sought in takes a look beyond the end for an error.
        if (data.Length > OutputTooLargeException.Limit) throw OutputTooLargeException.OfFile(path, data.Length);
        var content = new byte[data.Length];
        await data.ReadExactlyAsync(content, token);
        return content;
    }

    /// <summary>The engine has one answer for a path that is not there and for a container that is not.</summary>
    private static async Task<T?> NothingAsync<T>(Engine engine, string id, string path, CancellationToken token) where T : class
    {
        await ContainerEnd.AskAsync(engine.Client, engine.Time, id, path, () => engine.Client.Containers.InspectContainerAsync(id, token), token);
        return null;
    }

    /// <returns>What a small text file holds; null if there is none.</returns>
    internal static async Task<string?> ReadTextAsync(Engine engine, string id, string path, CancellationToken token) =>
        await ReadFileAsync(engine.Client, id, path, token) is { } content ? System.Text.Encoding.UTF8.GetString(content) : null;

    /// <returns>What is at a path, as an archive; null if nothing is.</returns>
    internal static async Task<Stream?> OpenArchiveAsync(IDockerClient client, string id, string path, CancellationToken token)
    {
        try
        {
            return await ContainerEnd.AskEitherAsync(
                client, TimeProvider.System, id,
                async () => (await client.Containers.GetArchiveFromContainerAsync(id, new ContainerPathStatParameters { Path = path }, false, token)).Stream, token);
        }
        catch (DockerApiException e) when (e.StatusCode is System.Net.HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}
