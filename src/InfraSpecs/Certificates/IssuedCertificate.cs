using System.Security.Cryptography.X509Certificates;

namespace InfraSpecs.Extensibility;

/// <summary>A certificate and its key.</summary>
/// <param name="certificatePem">The certificate, as PEM.</param>
/// <param name="keyPem">The private key, as PEM (PKCS #8). A secret: give it to its owner only.</param>
public sealed class IssuedCertificate(string certificatePem, string keyPem)
{
    /// <summary>The certificate, as PEM.</summary>
    public string CertificatePem => certificatePem;

    /// <summary>The private key, as PEM (PKCS #8). A secret: give it to its owner only.</summary>
    public string KeyPem => keyPem;

    /// <summary>Both, as .NET's clients and servers take them; the caller disposes it.</summary>
    public X509Certificate2 ToX509() => X509Certificate2.CreateFromPem(certificatePem, keyPem);

    /// <summary>Names nothing secret.</summary>
    public override string ToString() => "an issued certificate";
}
