using System.Text;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;

namespace InfraSpecs.Swarm;

/// <summary>A node, said as a container: a privileged one with an engine that only the holder of a certificate may speak to.</summary>
internal static class NodeContainer
{
    private const string Certificates = ClusterIdentity.Folder + "/";
    private const UnixFileModes Readable = UnixFileModes.UserRead | UnixFileModes.GroupRead | UnixFileModes.OtherRead;

    public static ContainerBuilder Describe(ClusterPlan plan, string name)
    {
        var options = plan.Options;
        var builder = plan.Engine.NewContainer(plan.Image, name)
            .WithPrivileged(true)
            .WithHostname(name)
            .WithNetwork(plan.Network.Name)
            .WithNetworkAliases(name)
            .WithLoopbackPort(NodeConnection.EnginePort)
            .WithCommand([.. Command(plan)])
            .WithCreateParameterModifier(create =>
            {
                create.NetworkingConfig!.EndpointsConfig.Values.Single().IPAMConfig = new EndpointIPAMConfig { IPv4Address = plan.Network.AddressOf(name) };
                if (options.MemoryOf(name) is { } memory) create.HostConfig!.Memory = memory;
                if (options.CpusOf(name) is { } cpus) create.HostConfig!.NanoCPUs = (long)(cpus * 1_000_000_000);
            });
        if (plan.Identity is { } identity) builder = WithCertificates(builder, identity, plan, name);
        if (plan.RegistryAuthority is { } trusted) builder = builder.With(trusted, $"/etc/docker/certs.d/{plan.Registry}/ca.crt", Readable);
        foreach (var port in PortsOf(options, name)) builder = builder.WithLoopbackPort(port);
        builder = options.Configure?.Invoke(builder) ?? builder;
        return plan.Reuse?.Mark(builder, name) ?? builder;
    }

    private static IEnumerable<int> PortsOf(SwarmOptions options, string name)
    {
        if (options.WorkerNames.Contains(name)) return options.WorkerPorts.Distinct();
        return name == options.ManagerNames[0] ? options.ManagerPorts.Distinct() : [];
    }

    private static ContainerBuilder WithCertificates(ContainerBuilder builder, ClusterIdentity identity, ClusterPlan plan, string name)
    {
        var certificate = identity.IssueFor(name, [name, "localhost", "127.0.0.1", .. plan.EngineHosts]);
        builder = builder
            .With(identity.AuthorityPem, ClusterIdentity.AuthorityFile, Readable)
            .With(certificate.CertificatePem, Certificates + "server.pem", Readable)
            .With(certificate.KeyPem, Certificates + "server-key.pem", UnixFileModes.UserRead);

        // Who finds a kept or named cluster again must find its key there: nothing is kept on this machine.
        return plan is { Reuse: null, Engine.Session.Named: null } || name != plan.Options.ManagerNames[0]
            ? builder
            : builder.With(identity.Client.CertificatePem, ClusterIdentity.ClientFile, UnixFileModes.UserRead)
                .With(identity.Client.KeyPem, ClusterIdentity.ClientKeyFile, UnixFileModes.UserRead);
    }

    private static ContainerBuilder With(this ContainerBuilder builder, string pem, string path, UnixFileModes mode) =>
        builder.WithResourceMapping(Encoding.ASCII.GetBytes(pem), path, fileMode: mode);

    private static IEnumerable<string> Command(ClusterPlan plan)
    {
        // A file descriptor of systemd's does not exist here; a Unix socket inside the container serves `docker exec`.
        yield return "dockerd";
        yield return "--host=unix:///var/run/docker.sock";
        yield return $"--host=tcp://0.0.0.0:{NodeConnection.EnginePort}";
        yield return "--tlsverify";
        yield return $"--tlscacert={Certificates}ca.pem";
        yield return $"--tlscert={Certificates}server.pem";
        yield return $"--tlskey={Certificates}server-key.pem";
        yield return $"--registry-mirror={(plan.RegistryAuthority is null ? "http" : "https")}://{plan.Registry}";
        if (plan.RegistryAuthority is null) yield return $"--insecure-registry={plan.Registry}";
        foreach (var argument in plan.Options.EngineArguments) yield return argument;
    }
}
