using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace InfraSpecs.Tests.Connection;

/// <summary>TLS to an engine of this test's own, which answers every request with its version.</summary>
public sealed class EngineTlsTests : IDisposable
{
    private readonly CertificateAuthority _authority = new("the authority");
    private readonly TemporaryFolder _folder = new();
    private string? _shown;

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_engine_of_the_authority_is_taken_and_shown_who_we_are()
    {
        await using var engine = Serve("127.0.0.1");
        (await AskAsync(engine)).Engine.Should().Be("26.1.5");
        _shown.Should().Be("CN=me");
    }

    [Fact]
    public async Task One_of_another_authority_is_not()
    {
        await using var engine = Serve("127.0.0.1");
        using var other = new CertificateAuthority("another");
        await RefusedAsync(engine, other, $"its certificate is not of the authority in {_folder.At("ca.pem")}");
    }

    [Fact]
    public async Task One_that_goes_by_another_name_is_not()
    {
        await using var engine = Serve("docker");
        await RefusedAsync(engine, _authority, "its certificate is for other names than this address");
    }

    [Fact]
    public async Task A_context_may_say_that_it_is_not_looked_at()
    {
        await using var engine = Serve("docker");
        (await AskAsync(engine, verifies: false)).Engine.Should().Be("26.1.5");
    }

    private async Task RefusedAsync(Listener engine, CertificateAuthority trusted, string why)
    {
        var ask = () => AskAsync(engine, trusted: trusted);
        (await ask.Should().ThrowAsync<EngineException>()).Which.Message.Should().StartWith($"No Docker engine answers at tcp://{engine.Address} (DOCKER_HOST): {why}.\n  What to do: take the certificates");
    }

    private Task<EngineVersion> AskAsync(Listener engine, bool verifies = true, CertificateAuthority? trusted = null)
    {
        var me = _authority.Issue("me");
        _folder.Write("ca.pem", (trusted ?? _authority).CertificatePem);
        _folder.Write("cert.pem", me.CertificatePem);
        _folder.Write("key.pem", me.KeyPem);
        var tls = EngineTls.Read(_folder.FullName, verifies, "it", "it");
        return EngineVersion.AskAsync(new EngineChoice(new Uri($"tcp://{engine.Address}"), tls, "DOCKER_HOST"), new EngineOptions { ConnectWithin = TimeSpan.FromSeconds(10) }, Token);
    }

    private Listener Serve(string host) => new(async (client, _, end) =>
    {
        using var certificate = _authority.Issue("engine", host).ToX509();
        await using var tls = new SslStream(new NetworkStream(client));
        await tls.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions { ServerCertificate = certificate, ClientCertificateRequired = true, RemoteCertificateValidationCallback = (_, theirs, _, _) => See(theirs) }, end);
        using var reader = new StreamReader(tls, Encoding.ASCII);
        while (await reader.ReadLineAsync(end) is { Length: > 0 })
        {
        }

        const string body = """{"Version":"26.1.5","ApiVersion":"1.45"}""";
        await tls.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"), end);
    });

    private bool See(X509Certificate? theirs)
    {
        _shown = theirs?.Subject;
        return true;
    }
}
