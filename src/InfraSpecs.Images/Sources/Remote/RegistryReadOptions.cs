using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using InfraSpecs.Images.Config;

namespace InfraSpecs.Images;

/// <summary>How a registry is asked for an image.</summary>
public sealed record RegistryReadOptions
{
    /// <summary>Who asks. Only the registry, and the server of tokens that it names, hear it.</summary>
    /// <value>Default null: nobody in particular.</value>
    public string? User { get; init; }

    /// <summary>The user's password, or a token of the registry's that stands for one. It is shown nowhere.</summary>
    /// <value>Default null: none.</value>
    public string? Password { get; init; }

    /// <summary>The certificates of the authorities that are trusted, as PEM, and nobody else.</summary>
    /// <value>Default null: those that this machine trusts.</value>
    public string? AuthorityPem { get; init; }

    /// <summary>Whether it speaks plain HTTP.</summary>
    /// <value>Default null: as engines take it: plain HTTP on this machine (localhost, 127.0.0.0/8) unless there is an <see cref="AuthorityPem"/>, and TLS elsewhere.</value>
    public bool? PlainHttp { get; init; }

    /// <summary>Which of several, as "linux/arm64".</summary>
    /// <value>Default null: the only one; of several the one for Linux on this machine's processor.</value>
    public string? Platform { get; init; }

    /// <summary>How long the registry may take for the beginning of an answer, and for each next piece of it.</summary>
    /// <value>Default 30 s.</value>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the whole image may take.</summary>
    /// <value>Default 10 minutes.</value>
    public TimeSpan ReadWithin { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Names nothing secret.</summary>
    public override string ToString() => $"as {User ?? "nobody in particular"}{(Platform is null ? "" : $", for {Platform}")}";

    internal void Validate() => InvalidOptionsException.ThrowIfAny(this, () =>
    [
        (User is not null && (string.IsNullOrWhiteSpace(User) || User.Any(letter => letter == ':' || char.IsControl(letter))),
            "User is empty, or has a ':' or a control character in it, which no user's name has."),
        (Password is not null && string.IsNullOrWhiteSpace(Password), "Password is empty; leave User and Password null to ask as nobody."),
        (User is null && Password is not null, "There is a Password, and no User."),
        (User is not null && Password is null, "There is a User, and no Password."),
        (AuthorityPem is not null && Authorities.Count == 0, "AuthorityPem has no certificate in it; it is the text of a PEM file."),
        (AuthorityPem is not null && PlainHttp == true, "There is an AuthorityPem, and PlainHttp is true; plain HTTP has no certificates."),
        (Platform is not null && !ImagePlatform.IsOne(Platform), $"Platform is '{Platform}'; write it as linux/amd64 or linux/arm/v7."),
        (AnswerWithin <= TimeSpan.Zero, $"AnswerWithin is {AnswerWithin}; it must be more than zero."),
        (ReadWithin <= TimeSpan.Zero, $"ReadWithin is {ReadWithin}; it must be more than zero."),
    ]);

    /// <summary>The certificates in <see cref="AuthorityPem"/>; none where it cannot be read.</summary>
    internal X509Certificate2Collection Authorities
    {
        get
        {
            var found = new X509Certificate2Collection();
            try
            {
                found.ImportFromPem(AuthorityPem);
                return found;
            }
            catch (CryptographicException)
            {
                return [];
            }
        }
    }
}
