using System.Text;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;

namespace InfraSpecs.EngineSpecs.Swarm;

/// <summary>A cluster whose client certificate its manager's container has, since it is kept; it ends with the fixture all the same.</summary>
public sealed class KeptFixture : SwarmFixture
{
    private readonly EngineFixture _engine;
    private readonly string _name = "specs-" + Guid.NewGuid().ToString("N")[..8];

    public KeptFixture(EngineFixture engine)
        : base(engine) => _engine = engine;

    protected override SwarmOptions Options => new() { Workers = 1, DispatcherHeartbeat = TimeSpan.FromSeconds(1), Preload = ["busybox"] };

    protected override Task<SwarmCluster> StartAsync(Engine engine, CancellationToken token) => SwarmCluster.ReuseAsync(engine, _name, Options, token);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_engine.UnavailableReason is null) await SwarmCluster.RemoveReusedAsync(_engine.Engine, _name, CancellationToken.None);
    }

    public Uri Address(string node)
    {
        var (host, port) = Cluster[node].Container!.GetPublishedAddress(2376);
        return new Uri($"tcp://{host}:{port}");
    }

    internal async Task<Certificates> CertificatesAsync()
    {
        var client = new IssuedCertificate(await ReadAsync("client.pem"), await ReadAsync("client-key.pem"));
        return Certificates.Write(await ReadAsync("ca.pem"), client);

        async Task<string> ReadAsync(string file) => Encoding.ASCII.GetString((await Cluster.Manager.Container!.FindFileContentAsync("/certs/" + file, Spec.Token))!);
    }
}

/// <summary>A folder as DOCKER_CERT_PATH wants it, as long as a spec needs it.</summary>
internal sealed class Certificates : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Folder => _folder.FullName;

    public AttachOptions Options => new() { CertificateFolder = Folder };

    public static Certificates Write(string authority, IssuedCertificate client)
    {
        var certificates = new Certificates();
        certificates._folder.Write("ca.pem", authority);
        certificates._folder.Write("cert.pem", client.CertificatePem);
        certificates._folder.Write("key.pem", client.KeyPem);
        return certificates;
    }

    public void Dispose() => _folder.Dispose();
}
