namespace InfraSpecs.Swarm;

/// <summary>A Swarm cannot be attached to at an address.</summary>
public sealed class ClusterAttachException : InfraSpecsException
{
    private ClusterAttachException(Uri endpoint, string headline, string said, string advice, Exception? inner)
        : base(endpoint.ToString(), headline, [$"Seen: {said}"], advice, inner) => (Endpoint, Said) = (endpoint, said);

    /// <summary>The address.</summary>
    public Uri Endpoint { get; }

    /// <summary>The engine's own words, or those of the connection to it.</summary>
    public string Said { get; }

    internal static ClusterAttachException NoAnswer(Uri endpoint, string said, Exception inner) => new(
        endpoint,
        $"No engine at {endpoint} speaks to this process.",
        said,
        "check the address, that dockerd listens there, and that CertificateFolder has a client certificate that it takes and the authority of the one that "
        + "it shows.",
        inner);

    internal static ClusterAttachException NoManager(Uri endpoint, string state, string said, Exception? inner) => new(
        endpoint,
        $"The engine at {endpoint} is no manager of a Swarm: {state}.",
        said,
        "name the engine of a manager; `docker node ls` works there.",
        inner);
}
