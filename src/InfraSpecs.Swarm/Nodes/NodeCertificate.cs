using System.Formats.Tar;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>
/// The certificate that the Swarm gave a node. Its organizational unit is what the node may be. A node that is killed while it has that of a manager
/// comes back as one, also after it was demoted, and then counts for the quorum (seen with swarmkit of Docker 26).
/// </summary>
internal static class NodeCertificate
{
    private const string Path = "/var/lib/docker/swarm/certificates/swarm-node.crt";

    /// <returns>Whether it may be a manager; null where that is not to be seen: of a machine, or of an engine that keeps its data elsewhere.</returns>
    public static async Task<bool?> IsManagersAsync(Node node, CancellationToken token)
    {
        if (node.Container is not { } container) return null;
        try
        {
            var archive = await container.Engine.Client.Containers.GetArchiveFromContainerAsync(container.Id, new ContainerPathStatParameters { Path = Path }, false, token);
            await using var stream = archive.Stream!;
            await using var tar = new TarReader(stream);
            if (await tar.GetNextEntryAsync(copyData: true, token) is not { DataStream: { } data }) return null;
            using var reader = new StreamReader(data);
            using var certificate = X509Certificate2.CreateFromPem(await reader.ReadToEndAsync(token));
            return certificate.SubjectName.EnumerateRelativeDistinguishedNames().Any(it => it.GetSingleElementValue() == "swarm-manager");
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}
