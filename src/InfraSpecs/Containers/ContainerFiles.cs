using System.Formats.Tar;
using System.Net;
using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs;

/// <summary>Looking at files in a container through the engine, so that the image needs no shell and the container need not run.</summary>
internal static class ContainerFiles
{
    public static async Task<FileFacts?> FindAsync(Engine engine, string id, string container, string path, CancellationToken token)
    {
        // Only the header of the first entry is read: the engine's own answer about a path leaves out its owner.
        await using var stream = await OpenArchiveAsync(engine.Client, id, path, token);
        if (stream is null) return null;
        await using var tar = new TarReader(stream);
        var entry = await tar.GetNextEntryAsync(copyData: false, token)
            ?? throw new InvalidDataException($"The engine sent an empty archive for {path} in {container}.");
        return new FileFacts
        {
            Container = container, Path = path, Kind = entry.EntryType, Mode = entry.Mode, UserId = entry.Uid, GroupId = entry.Gid, Size = entry.Length,
            ModifiedAt = entry.ModificationTime, LinkTarget = entry.LinkName is { Length: > 0 } target ? target : null,
        };
    }

    /// <returns>What a file holds; null if there is none at that path. Of what is no regular file, nothing.</returns>
    /// <exception cref="ContainerException">The file has more than 64 MiB.</exception>
    public static async Task<byte[]?> FindContentAsync(IDockerClient client, string containerId, string path, CancellationToken token)
    {
        await using var stream = await OpenArchiveAsync(client, containerId, path, token);
        if (stream is null) return null;
        await using var tar = new TarReader(stream);
        if ((await tar.GetNextEntryAsync(copyData: false, token))?.DataStream is not { } data) return [];
        // No more than there is: a reader of an archive that cannot be sought in takes a look beyond the end for an error.
        if (data.Length > ContainerException.LongestOutput) throw ContainerException.FileTooLarge(path, data.Length);
        var content = new byte[data.Length];
        await data.ReadExactlyAsync(content, token);
        return content;
    }

    /// <returns>What a small text file holds; null if there is none.</returns>
    public static async Task<string?> FindTextAsync(Engine engine, string id, string path, CancellationToken token) =>
        await FindContentAsync(engine.Client, id, path, token) is { } content ? Encoding.UTF8.GetString(content) : null;

    /// <returns>What is at a path, as an archive; null if nothing is.</returns>
    public static async Task<Stream?> OpenArchiveAsync(IDockerClient client, string id, string path, CancellationToken token)
    {
        try
        {
            return await ContainerEnd.AskEitherAsync(
                client, TimeProvider.System, id,
                async () => (await client.Containers.GetArchiveFromContainerAsync(id, new ContainerPathStatParameters { Path = path }, false, token)).Stream, token);
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound || e.StatusCode is HttpStatusCode.InternalServerError && LeadsNowhere(e))
        {
            return null;
        }
    }

    /// <summary>The kernel's words for a path with a file where a folder should be, with links that go in a circle, or with a name that no file can have.</summary>
    private static bool LeadsNowhere(DockerApiException e) =>
        EngineMessage.Of(e) is var said && (said.EndsWith("not a directory", StringComparison.Ordinal) || said.EndsWith("too many levels of symbolic links", StringComparison.Ordinal)
            || said.EndsWith("too many links", StringComparison.Ordinal) || said.EndsWith("file name too long", StringComparison.Ordinal));
}
