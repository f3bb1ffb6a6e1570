namespace InfraSpecs.Swarm;

/// <summary>How to speak to a Swarm that is there.</summary>
public sealed record AttachOptions
{
    /// <summary>A folder with ca.pem, cert.pem and key.pem, as DOCKER_CERT_PATH names it for the docker command line: for all engines of the cluster.</summary>
    /// <value>Default null: the engines ask for no certificate. Whoever reaches such an engine over a network owns its machine.</value>
    public string? CertificateFolder { get; init; }

    /// <summary>Where other nodes' engines are, by the node's name, for their images and the containers on them.</summary>
    /// <value>Default none: all that the managers know works, <see cref="Node.Client"/> of other nodes does not.</value>
    public IReadOnlyDictionary<string, Uri> Engines { get; init; } = new Dictionary<string, Uri>();

    /// <summary>How long the manager may take to answer.</summary>
    /// <value>Default 15 s.</value>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long each verb of a node, and the removal of what was made, waits for its effect.</summary>
    /// <value>Default 60 s.</value>
    public TimeSpan ReadyWithin { get; init; } = TimeSpan.FromSeconds(60);

    internal static IReadOnlyList<string> Files { get; } = ["ca.pem", "cert.pem", "key.pem"];

    internal void Validate(Uri manager) => InvalidOptionsException.ThrowIfAny(this, () =>
    [
        (!manager.IsAbsoluteUri, $"The manager's address is {manager}; it must be absolute, as in tcp://10.0.0.5:2376."),
        (Missing.Any(), $"CertificateFolder is {CertificateFolder}; it has no {string.Join(" and no ", Missing)}."),
        (Relative.Any(), $"Engines has no absolute address for {string.Join(", ", Relative)}; write tcp://10.0.0.6:2376."),
        (AnswerWithin <= TimeSpan.Zero, $"AnswerWithin is {AnswerWithin}; it must be more than zero."),
        (ReadyWithin <= TimeSpan.Zero, $"ReadyWithin is {ReadyWithin}; it must be more than zero."),
    ]);

    private IEnumerable<string> Missing => CertificateFolder is { } folder ? Files.Where(file => !File.Exists(Path.Combine(folder, file))) : [];

    private IEnumerable<string> Relative => Engines.Where(it => !it.Value.IsAbsoluteUri).Select(it => it.Key);
}
