namespace InfraSpecs;

/// <summary>Addresses of engines, as people write them.</summary>
internal static class EngineAddress
{
    private const string PipeOfDocker = "npipe:////./";
    private const string PipeOfClient = "npipe://./";
    private static readonly string[] Schemes = ["unix", "npipe", "tcp", "http", "https", SshForward.Scheme];

    /// <param name="said">The address: "tcp://docker:2376".</param>
    /// <param name="by">What named it.</param>
    /// <exception cref="EngineException">It is no address, or one that .NET's client does not know.</exception>
    public static Uri Parse(string said, string by)
    {
        if (!Uri.TryCreate(said.Replace(PipeOfDocker, PipeOfClient, StringComparison.Ordinal), UriKind.Absolute, out var address) || !IsKnown(address))
        {
            throw EngineException.NotChosen(
                said.Length == 0 ? by : $"{said} ({by})", "that is no address, as unix:///var/run/docker.sock or tcp://127.0.0.1:2375 are", "correct the address, or set DOCKER_HOST to an engine that runs.");
        }

        if (address.Scheme != SshForward.Scheme || !address.UserInfo.Contains(':', StringComparison.Ordinal)) return address;
        throw EngineException.NotChosen(
            $"{address.Scheme}://{address.UserInfo.Split(':')[0]}:…@{address.Authority} ({by})", "it has a password in it, and ssh takes none", "leave the password out, and log in with a key that ssh-agent has.");
    }

    // Without a host Uri takes ssh:///var/run/docker.sock, which is nowhere.
    private static bool IsKnown(Uri address) => Schemes.Contains(address.Scheme) && (address.Scheme != SshForward.Scheme || address.Host.Length > 0);
}
