using System.Globalization;

namespace InfraSpecs;

/// <summary>Addresses of engines, as people write them.</summary>
internal static class EngineAddress
{
    private const string PipeOfDocker = "npipe:////./";
    private const string PipeOfClient = "npipe://./";
    private static readonly string[] Schemes = ["unix", "npipe", "tcp", "http", "https"];

    /// <param name="said">The address: "tcp://docker:2376".</param>
    /// <param name="by">What named it.</param>
    /// <param name="sshAdvice">What to do about one behind ssh; {0} is who and where.</param>
    /// <exception cref="EngineException">It is no address, or one that .NET's client does not know.</exception>
    public static Uri Parse(string said, string by, string sshAdvice)
    {
        if (!Uri.TryCreate(said.Replace(PipeOfDocker, PipeOfClient, StringComparison.Ordinal), UriKind.Absolute, out var address) || !IsKnown(address))
        {
            throw EngineException.NotChosen(
                said.Length == 0 ? by : $"{said} ({by})", "that is no address, as unix:///var/run/docker.sock or tcp://127.0.0.1:2375 are", "correct the address, or set DOCKER_HOST to an engine that runs.");
        }

        if (address.Scheme != "ssh") return address;
        var (host, port) = (address.UserInfo.Length > 0 ? $"{address.UserInfo}@{address.Host}" : address.Host, address.Port > 0 ? $"-p {address.Port} " : "");
        throw EngineException.NotChosen($"{said} ({by})", "it is behind ssh, and .NET's Docker client cannot go through ssh", string.Format(CultureInfo.InvariantCulture, sshAdvice, port + host));
    }

    private static bool IsKnown(Uri address) => address.Scheme == "ssh" || Schemes.Contains(address.Scheme);
}
