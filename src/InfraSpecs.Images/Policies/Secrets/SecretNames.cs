using System.Text.RegularExpressions;
using InfraSpecs.Images.Secrets;

namespace InfraSpecs.Images.Policies.Secrets;

/// <summary>Files that hold secrets by what they are.</summary>
internal static partial class SecretNames
{
    private static readonly (Regex Path, SecretKind Kind, string What, Regex? MustHold)[] Known =
    [
        (Environment(), SecretKind.CredentialFile, "file of environment variables", null),
        (PackageTools(), SecretKind.CredentialFile, "credentials of a package registry", PackageCredentials()),
        (DockerConfig(), SecretKind.CredentialFile, "credentials of an image registry", DockerCredentials()),
        (Maven(), SecretKind.CredentialFile, "credentials of a package registry", MavenPassword()),
        (NuGet(), SecretKind.CredentialFile, "credentials of a package registry", NuGetPassword()),
        (Indexes(), SecretKind.CredentialFile, "credentials of a package registry", AddressPassword()),
        (MySqlConfig(), SecretKind.CredentialFile, "credentials of MySQL", MySqlPassword()),
        (Credentials(), SecretKind.CredentialFile, "credentials", null),
        (SshKeys(), SecretKind.PrivateKey, "private key", null),
        (Histories(), SecretKind.ShellHistory, "what was typed into a shell", null),
    ];

    /// <returns>Null for a file that is none.</returns>
    public static SecretFinding? Find(ImageFile file)
    {
        if (GitFolder().Match(file.Path) is { Success: true } git) return new SecretFinding
        {
            Kind = SecretKind.Repository,
            Place = git.Groups["folder"].Value,
            What = "repository, with all that was ever committed",
        };
        // Most .npmrc have settings only; where the content is not known, the name counts.
        var known = Known.FirstOrDefault(it => it.Path.IsMatch(file.Path) && (it.MustHold is null || file.Content is not { } content || it.MustHold.IsMatch(CredentialText.Decode(content))));
        return known.Path is null ? null : new SecretFinding { Kind = known.Kind, Place = file.Path, What = known.What };
    }

    [GeneratedRegex(@"^(?<folder>.*/\.git)/(?:HEAD|config)$", RegexOptions.CultureInvariant)]
    private static partial Regex GitFolder();

    [GeneratedRegex(@"/\.env(?:\.(?!example$|sample$|template$|dist$|defaults?$)[\w.-]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Environment();

    [GeneratedRegex(@"/\.(?:npmrc|yarnrc|yarnrc\.yml|pypirc)$", RegexOptions.CultureInvariant)]
    private static partial Regex PackageTools();

    // A reference to a variable, ${NPM_TOKEN}, is none.
    [GeneratedRegex(@"(?:_auth(?:Token)?|_password|npmAuth(?:Token|Ident)|password)[""']?[ \t]*[:=][ \t]*[""']?(?![$\s""'])\S", RegexOptions.CultureInvariant)]
    private static partial Regex PackageCredentials();

    [GeneratedRegex(@"/(?:\.docker/config\.json|\.dockercfg|containers/auth\.json)$", RegexOptions.CultureInvariant)]
    private static partial Regex DockerConfig();

    [GeneratedRegex("\"(?:auth|password|identitytoken|registrytoken)\"\\s*:\\s*\"[^\"]", RegexOptions.CultureInvariant)]
    private static partial Regex DockerCredentials();

    [GeneratedRegex(@"/\.m2/settings(?:-security)?\.xml$", RegexOptions.CultureInvariant)]
    private static partial Regex Maven();

    [GeneratedRegex(@"<(?:password|passphrase)>\s*(?!\$)[^\s<]", RegexOptions.CultureInvariant)]
    private static partial Regex MavenPassword();

    [GeneratedRegex(@"(?i)/nuget\.config$", RegexOptions.CultureInvariant)]
    private static partial Regex NuGet();

    [GeneratedRegex("(?i)key=\"(?:cleartext)?password\"\\s+value=\"[^\"%]", RegexOptions.CultureInvariant)]
    private static partial Regex NuGetPassword();

    [GeneratedRegex(@"/(?:\.?pip\.conf|\.gitconfig|sources\.list(?:\.d/[^/]+)?|(?:yum\.)?repos\.d/[^/]+\.repo|uv\.toml|\.condarc)$|^/etc/apk/repositories$", RegexOptions.CultureInvariant)]
    private static partial Regex Indexes();

    [GeneratedRegex(@"://[^\s/:@]*:(?!\$)[^\s/@:]+@", RegexOptions.CultureInvariant)]
    private static partial Regex AddressPassword();

    [GeneratedRegex(@"/\.my(?:login)?\.cnf$", RegexOptions.CultureInvariant)]
    private static partial Regex MySqlConfig();

    [GeneratedRegex(@"(?m)^\s*password\s*=\s*\S", RegexOptions.CultureInvariant)]
    private static partial Regex MySqlPassword();

    [GeneratedRegex(@"/(?:[._]netrc|\.git-credentials|\.pgpass|\.vault-token|\.aws/credentials|\.gem/credentials|\.cargo/credentials(?:\.toml)?|composer/auth\.json"
        + @"|gh/hosts\.yml|apt/auth\.conf|apt/auth\.conf\.d/[^/]+\.conf|\.kube/config|gcloud/application_default_credentials\.json|terraform\.tfstate)$", RegexOptions.CultureInvariant)]
    private static partial Regex Credentials();

    [GeneratedRegex("/id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?$", RegexOptions.CultureInvariant)]
    private static partial Regex SshKeys();

    [GeneratedRegex(@"/\.(?:bash|ash|sh|zsh|mysql|psql|python|node_repl)_history$", RegexOptions.CultureInvariant)]
    private static partial Regex Histories();
}
