using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Docker.DotNet.Handler.Abstractions;
using Docker.DotNet.X509;

namespace InfraSpecs;

/// <summary>TLS to an engine, of a folder as the docker command has it: ca.pem is whom the engine's certificate must be of, cert.pem and key.pem are who we are.</summary>
internal sealed class EngineTls : IAuthProvider
{
    private readonly string _folder;
    private readonly X509Certificate2Collection _authorities = [];
    private readonly bool _verifies;
    private readonly CertificateCredentials _credentials;

    private EngineTls(string folder, bool verifies)
    {
        (_folder, _verifies) = (folder, verifies);
        if (File.Exists(At("ca.pem"))) _authorities.ImportFromPemFile(At("ca.pem"));
        _credentials = new CertificateCredentials(ReadOurs()) { ServerCertificateValidationCallback = (_, certificate, chain, errors) => Takes(certificate, chain, errors) };
    }

    public bool TlsEnabled => true;

    /// <summary>Why the engine's certificate was not taken; null where it was, or none was shown yet.</summary>
    public string? Refusal { get; private set; }

    /// <param name="folder">Where the three files are, each of which may be missing. Without ca.pem this machine's authorities count.</param>
    /// <param name="verifies">Whether the engine's certificate is looked at.</param>
    /// <param name="endpoint">The engine's address, for the failure text.</param>
    /// <param name="by">What named it.</param>
    /// <exception cref="EngineException">The files cannot be read, or are no certificates.</exception>
    public static EngineTls Read(string folder, bool verifies, string endpoint, string by)
    {
        try
        {
            return new EngineTls(folder, verifies);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw EngineException.NotChosen($"{endpoint} ({by})", $"the certificates in {folder} cannot be used: {e.Message}", "mend ca.pem, cert.pem and key.pem there.", e);
        }
    }

    public HttpMessageHandler ConfigureHandler(HttpMessageHandler handler) => _credentials.ConfigureHandler(handler);

    private string At(string name) => Path.Combine(_folder, name);

    private X509Certificate2? ReadOurs()
    {
        if (!File.Exists(At("cert.pem")) || !File.Exists(At("key.pem"))) return null;
        var read = X509Certificate2.CreateFromPemFile(At("cert.pem"), At("key.pem"));
        if (!OperatingSystem.IsWindows()) return read;

        // There a key that was never in a store is not shown to servers.
        using (read) return X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pfx), null);
    }

    private bool Takes(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        Refusal = !_verifies ? null
            : certificate is null ? "it shows no certificate"
            : errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? "its certificate is for other names than this address"
            : !errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) || IsOfAuthority(certificate, chain) ? null
            : _authorities.Count == 0 ? $"its certificate is of no authority that this machine knows, and there is no {At("ca.pem")}"
            : $"its certificate is not of the authority in {At("ca.pem")}";
        return Refusal is null;
    }

    private bool IsOfAuthority(X509Certificate certificate, X509Chain? shown)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        if (shown is not null) chain.ChainPolicy.ExtraStore.AddRange(shown.ChainElements.Select(it => it.Certificate).ToArray());
        return chain.Build(certificate as X509Certificate2 ?? X509CertificateLoader.LoadCertificate(certificate.GetRawCertData()));
    }
}
