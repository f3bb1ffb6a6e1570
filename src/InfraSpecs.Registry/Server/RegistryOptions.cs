using System.Text;
using System.Text.RegularExpressions;
using DotNet.Testcontainers.Builders;

namespace InfraSpecs.Registry;

/// <summary>Which registry to start, who may use it, and where it keeps what it is given.</summary>
public sealed partial record RegistryOptions
{
    // All that bcrypt reads of a password.
    private const int LongestPassword = 72;

    /// <summary>An image of the distribution registry: an image source by name, or a reference, as registry:2 or registry:3.</summary>
    /// <value>Default "registry".</value>
    public string Image { get; init; } = "registry";

    /// <summary>Who may use it: names and passwords (htpasswd). The server's own verbs come as the first of them; <see cref="RegistryServer.As"/>
    /// comes as another.</summary>
    /// <value>Default none: everyone may.</value>
    public IReadOnlyDictionary<string, string> Users { get; init; } = new Dictionary<string, string>();

    /// <summary>Publishes its port on every address of the engine's machine, so that everybody who reaches that machine reaches it. It must have <see cref="Users"/> then.</summary>
    /// <value>Default false: on 127.0.0.1 there, and forwarded to this machine's 127.0.0.1 where the engine is elsewhere.</value>
    public bool PublishOnAllAddresses { get; init; }

    /// <summary>Whether it speaks TLS, with a certificate of an authority that lives in this process:
    /// <see cref="RegistryServer.CertificateAuthorityPem"/>.</summary>
    /// <value>Default false: plain HTTP.</value>
    public bool Tls { get; init; }

    /// <summary>The network, by name, in which other containers reach it.</summary>
    /// <value>Default null: a network apart, in which no other container reaches it.</value>
    public string? Network { get; init; }

    /// <summary>Its name in <see cref="Network"/>, and in its certificate.</summary>
    /// <value>Default "registry", so that others reach it as registry:5000.</value>
    public string Alias { get; init; } = "registry";

    /// <summary>The data volume container whose volume it writes to, at whatever path that is. What is in it already is served.</summary>
    /// <value>Default null: a volume of the registry's own, which survives restarts and goes with it.</value>
    public DataVolumeContainer? Data { get; init; }

    /// <summary>The folder of the engine's machine that it writes to. It must be there.</summary>
    /// <value>Default null: a volume.</value>
    public string? HostFolder { get; init; }

    /// <summary>How long it may take until it answers, each time it is started.</summary>
    /// <value>Default 1 minute.</value>
    public TimeSpan ReadyWithin { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a push or pull by the engine may take, and reading a whole image.</summary>
    /// <value>Default 10 minutes.</value>
    public TimeSpan TransferWithin { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The last word on the container before it is created: further REGISTRY_ variables, another network. A wait of your own comes
    /// before the one that is always there.</summary>
    /// <value>Default null: nothing.</value>
    public Func<ContainerBuilder, ContainerBuilder>? Configure { get; init; }

    /// <summary>Where in the container the registry keeps what it is given.</summary>
    internal string StoragePath => Data?.Path ?? RegistryContainer.Storage;

    /// <summary>Names nothing secret.</summary>
    public override string ToString() =>
        $"{Image}, {(Tls ? "TLS" : "plain HTTP")}, {(Users.Count == 0 ? "open to everyone" : "for " + string.Join(", ", Users.Keys))}";

    /// <summary>Says all that cannot be meant. For options that have these as a part.</summary>
    /// <exception cref="InvalidOptionsException">Something cannot.</exception>
    public void Validate() => InvalidOptionsException.ThrowIfAny(this, () =>
    [
        (string.IsNullOrWhiteSpace(Image), "Image is empty; name an image source or an image."),
        (Users.Keys.Any(user => !IsUserName(user)), "In Users a name is empty, begins with '#', or has a ':', a space or a line end in it, which htpasswd cannot hold."),
        (Users.Values.Any(password => password.Length == 0), "A user's password is empty; leave the user out."),
        (Users.Values.Any(password => Encoding.UTF8.GetByteCount(password) > LongestPassword || password.Contains('\0')),
            $"A user's password is longer than {LongestPassword} bytes or has a NUL in it; bcrypt reads no further."),
        (PublishOnAllAddresses && Users.Count == 0, "PublishOnAllAddresses is true, and there are no Users; everybody who reaches the engine's machine could push to it."),
        (Network is not null && string.IsNullOrWhiteSpace(Network), "Network is empty; leave it null for one apart."),
        (!HostName().IsMatch(Alias), $"Alias is '{Alias}'; it must be a host name, as registry or registry.test."),
        (Data is not null && HostFolder is not null, "Data and HostFolder are both set; the registry writes to one place."),
        (HostFolder is not null && !HostFolder.StartsWith('/'), $"HostFolder is '{HostFolder}'; it must be an absolute path on the engine's machine."),
        (ReadyWithin <= TimeSpan.Zero, $"ReadyWithin is {ReadyWithin}; it must be more than zero."),
        (TransferWithin <= TimeSpan.Zero, $"TransferWithin is {TransferWithin}; it must be more than zero."),
    ]);

    private static bool IsUserName(string name) =>
        name.Length > 0 && name[0] != '#' && !name.Any(letter => letter == ':' || char.IsWhiteSpace(letter) || char.IsControl(letter));

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\z", RegexOptions.IgnoreCase)]
    private static partial Regex HostName();
}
