using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace InfraSpecs.Extensibility;

/// <summary>
/// A certificate authority that lives in this process and is forgotten with it. Its key never leaves memory. Keys are on P-256, which every
/// server takes and which are made in a millisecond.
/// </summary>
public sealed class CertificateAuthority : IDisposable
{
    // Containers' clocks may be set by their specs, and an engine's clock may differ from this machine's.
    private static readonly TimeSpan Slack = TimeSpan.FromDays(1);
    private static readonly TimeSpan UsualLifetime = TimeSpan.FromDays(30);

    private readonly X509Certificate2 _certificate;
    private readonly TimeProvider _time;

    /// <summary>Makes a key and a certificate for it, valid from a day ago.</summary>
    /// <param name="name">The common name, which errors of clients quote.</param>
    /// <param name="time">Where time comes from; default the system's.</param>
    /// <param name="lifetime">How long it is valid, and all that it issues; default a month.</param>
    public CertificateAuthority(string name, TimeProvider? time = null, TimeSpan? lifetime = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        _time = time ?? TimeProvider.System;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Named(name), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        _certificate = request.CreateSelfSigned(From, From + (lifetime ?? UsualLifetime));
    }

    /// <summary>Its certificate, without the key, as clients take it to trust it.</summary>
    public string CertificatePem => _certificate.ExportCertificatePem();

    private DateTimeOffset From => _time.GetUtcNow() - Slack;

    /// <summary>Issues a certificate for both ends of TLS.</summary>
    /// <param name="name">The common name.</param>
    /// <param name="hosts">The names and addresses under which its owner is reached; none for a client.</param>
    public IssuedCertificate Issue(string name, params IReadOnlyList<string> hosts)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Named(name), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        // Server and client authentication (RFC 5280, 4.2.1.12).
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, true, false));
        if (hosts.Count > 0) request.CertificateExtensions.Add(AlternativeNames(hosts));
        using var issued = request.Create(_certificate, From, _certificate.NotAfter, RandomNumberGenerator.GetBytes(16));
        return new IssuedCertificate(issued.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>Forgets the key.</summary>
    public void Dispose() => _certificate.Dispose();

    private static X500DistinguishedName Named(string name)
    {
        var builder = new X500DistinguishedNameBuilder();
        builder.AddCommonName(name);
        return builder.Build();
    }

    private static X509Extension AlternativeNames(IReadOnlyList<string> hosts)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in hosts)
        {
            if (IPAddress.TryParse(host, out var address)) names.AddIpAddress(address);
            else names.AddDnsName(host);
        }

        return names.Build();
    }
}
