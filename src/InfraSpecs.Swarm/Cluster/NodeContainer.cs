using System.Text;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;

namespace InfraSpecs.Swarm;

/// <summary>A node, said as a container: a privileged one with an engine that only the holder of a certificate may speak to.</summary>
internal static class NodeContainer
{
    /// <summary>The engine's API over mutual TLS.</summary>
    public const int Port = 2376;

    /// <summary>What Swarm's managers listen on.</summary>
    public const int SwarmPort = 2377;

    private const string Certificates = "/certs/";
    private const UnixFileModes Readable = UnixFileModes.UserRead | UnixFileModes.GroupRead | UnixFileModes.OtherRead;

    public static ContainerBuilder Describe(ClusterPlan plan, string name)
    {
        var options = plan.Options;
        var certificate = plan.Authority.Issue(name, [name, "localhost", "127.0.0.1", .. plan.EngineHosts]);
        var builder = plan.Engine.NewContainer(plan.Image, name)
            .WithPrivileged(true)
            .WithHostname(name)
            .WithNetwork(plan.Network.Name)
            .WithNetworkAliases(name)
            .WithLoopbackPort(Port)
            .WithResourceMapping(Encoding.ASCII.GetBytes(plan.Authority.CertificatePem), Certificates + "ca.pem", fileMode: Readable)
            .WithResourceMapping(Encoding.ASCII.GetBytes(certificate.CertificatePem), Certificates + "server.pem", fileMode: Readable)
            .WithResourceMapping(Encoding.ASCII.GetBytes(certificate.KeyPem), Certificates + "server-key.pem", fileMode: UnixFileModes.UserRead)
            .WithCommand([.. Command(plan)])
            .WithCreateParameterModifier(create =>
            {
                if (options.NodeMemory is { } memory) create.HostConfig!.Memory = memory;
                if (options.NodeCpus is { } cpus) create.HostConfig!.NanoCPUs = (long)(cpus * 1_000_000_000);
            });
        if (plan.RegistryAuthority is { } trusted)
        {
            builder = builder.WithResourceMapping(Encoding.ASCII.GetBytes(trusted), $"/etc/docker/certs.d/{plan.Registry}/ca.crt", fileMode: Readable);
        }

        if (name == options.ManagerNames[0])
        {
            foreach (var port in options.ManagerPorts.Distinct()) builder = builder.WithLoopbackPort(port);
        }

        return options.Configure?.Invoke(builder) ?? builder;
    }

    private static IEnumerable<string> Command(ClusterPlan plan)
    {
        // A file descriptor of systemd's does not exist here; a Unix socket inside the container serves `docker exec`.
        yield return "dockerd";
        yield return "--host=unix:///var/run/docker.sock";
        yield return $"--host=tcp://0.0.0.0:{Port}";
        yield return "--tlsverify";
        yield return $"--tlscacert={Certificates}ca.pem";
        yield return $"--tlscert={Certificates}server.pem";
        yield return $"--tlskey={Certificates}server-key.pem";
        yield return $"--registry-mirror={(plan.RegistryAuthority is null ? "http" : "https")}://{plan.Registry}";
        if (plan.RegistryAuthority is null) yield return $"--insecure-registry={plan.Registry}";
        foreach (var argument in plan.Options.EngineArguments) yield return argument;
    }
}

/// <summary>What all nodes of a cluster that starts have in common.</summary>
/// <param name="Engine">The engine that runs their containers.</param>
/// <param name="Options">What was asked for.</param>
/// <param name="Image">The image of the nodes.</param>
/// <param name="Network">The network that they share.</param>
/// <param name="Authority">Who issued their certificates.</param>
/// <param name="Registry">The registry's name and port in the network.</param>
/// <param name="RegistryAuthority">Who issued the registry's certificate; null where it has none.</param>
internal sealed record ClusterPlan(
    Engine Engine, SwarmOptions Options, string Image, ContainerNetwork Network, CertificateAuthority Authority, string Registry, string? RegistryAuthority)
{
    /// <summary>Under what names this process reaches published ports, besides the loopback's.</summary>
    public IReadOnlyList<string> EngineHosts => Engine.Endpoint is { IsFile: false, Host.Length: > 0 } remote ? [remote.Host] : [];
}
