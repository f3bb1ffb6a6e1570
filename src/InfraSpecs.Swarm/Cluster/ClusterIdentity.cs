using System.Security.Cryptography.X509Certificates;

namespace InfraSpecs.Swarm;

/// <summary>Who may speak to the nodes of a cluster, and whom its nodes show themselves to be. Keys live in memory, and in the nodes' containers.</summary>
internal sealed class ClusterIdentity : IDisposable
{
    public const string Folder = "/certs";
    public const string AuthorityFile = Folder + "/ca.pem";
    public const string ClientFile = Folder + "/client.pem";
    public const string ClientKeyFile = Folder + "/client-key.pem";

    /// <summary>Of a cluster that people named: nobody makes it anew each month.</summary>
    private static readonly TimeSpan NamedLifetime = TimeSpan.FromDays(5 * 365);

    private readonly CertificateAuthority? _authority;

    private ClusterIdentity(CertificateAuthority? authority, string authorityPem, IssuedCertificate client)
    {
        (_authority, AuthorityPem, Client) = (authority, authorityPem, client);
        Trusted = X509Certificate2.CreateFromPem(authorityPem);
        Shown = client.ToX509();
    }

    public string AuthorityPem { get; }

    public IssuedCertificate Client { get; }

    public X509Certificate2 Trusted { get; }

    public X509Certificate2 Shown { get; }

    /// <param name="isNamed">It outlives the process, for as long as people want.</param>
    public static ClusterIdentity New(bool isNamed)
    {
        var authority = new CertificateAuthority("InfraSpecs cluster", lifetime: isNamed ? NamedLifetime : null);
        return new ClusterIdentity(authority, authority.CertificatePem, authority.Issue("InfraSpecs"));
    }

    /// <summary>Reads what the container of a kept cluster's manager has; null if that is not all there, or ends within a day.</summary>
    public static async Task<ClusterIdentity?> ReadAsync(Engine engine, string manager, CancellationToken token)
    {
        var archive = new ContainerArchive(engine, manager, manager);
        var files = (await archive.ReadFolderAsync(Folder, _ => true, ContainerArchive.HeadSize, token)).ToDictionary(it => it.Path, it => it.Text);
        if (!files.TryGetValue(AuthorityFile, out var authority) || !files.TryGetValue(ClientFile, out var certificate) || !files.TryGetValue(ClientKeyFile, out var key)) return null;
        var identity = new ClusterIdentity(null, authority, new IssuedCertificate(certificate, key));
        return identity.Trusted.NotAfter.ToUniversalTime() > engine.Time.GetUtcNow().UtcDateTime.AddDays(1) ? identity : null;
    }

    public IssuedCertificate IssueFor(string name, IReadOnlyList<string> hosts) =>
        (_authority ?? throw new InvalidOperationException("An authority that was read back has no key.")).Issue(name, hosts);

    /// <summary>Forgets the authority's key; what the client shows is needed as long as the cluster is.</summary>
    public void Dispose() => _authority?.Dispose();
}
