namespace InfraSpecs.Images;

/// <summary>What kind of secret.</summary>
public enum SecretKind
{
    /// <summary>A private key with its body: of TLS, SSH, PGP.</summary>
    PrivateKey,

    /// <summary>A token of a form that is known, as GitHub's or AWS'.</summary>
    Token,

    /// <summary>A file that holds credentials by what it is, as .netrc or .aws/credentials.</summary>
    CredentialFile,

    /// <summary>A repository's folder, with all that was ever committed.</summary>
    Repository,

    /// <summary>What somebody typed into a shell.</summary>
    ShellHistory,

    /// <summary>A name like PASSWORD that is given a value.</summary>
    Credential,
}
