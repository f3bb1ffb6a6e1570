using System.Security.Cryptography.X509Certificates;

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
        var archive = new ContainerArchive(container.Engine, container.Id, container.Name);
        if (await archive.ReadAsync(Path, ContainerArchive.HeadSize, token) is not { IsRegular: true } file) return null;
        using var certificate = X509Certificate2.CreateFromPem(file.Text);
        return certificate.SubjectName.EnumerateRelativeDistinguishedNames().Any(it => it.GetSingleElementValue() == "swarm-manager");
    }
}
