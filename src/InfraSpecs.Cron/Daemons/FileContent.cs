using System.Formats.Tar;
using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Cron;

/// <summary>What a file in a container holds; the container needs neither run nor have a shell.</summary>
internal static class FileContent
{
    /// <summary>Null if there is no such file.</summary>
    public static async Task<byte[]?> ReadAsync(Engine engine, string container, string path, CancellationToken token)
    {
        try
        {
            var response = await engine.Client.Containers.GetArchiveFromContainerAsync(container, new ContainerPathStatParameters { Path = path }, false, token);
            await using var stream = response.Stream!;
            // The engine's chunks end where they like, and the stream over them cannot be read in the portions of an entry.
            using var archive = new MemoryStream();
            await stream.CopyToAsync(archive, token);
            archive.Position = 0;
            await using var tar = new TarReader(archive);
            if ((await tar.GetNextEntryAsync(copyData: false, token))?.DataStream is not { } data) return [];
            using var content = new MemoryStream();
            await data.CopyToAsync(content, token);
            return content.ToArray();
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}
