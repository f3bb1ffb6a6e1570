using InfraSpecs;
using InfraSpecs.Swarm;

namespace Docs.Snippets;

/// <summary>The snippets of docs/services.md, a method for each.</summary>
internal static class DocsOfServices
{
    public static async Task UpdateAsync(Service echo, string digest, CancellationToken token)
    {
        await echo.UpdateAsync(it => it with { Image = "example/echo:2", Constraints = ["node.role != manager"] }, token);
        (await echo.WaitUntilConvergedAsync(token)).Should().AvoidManagers().And.HaveDigest(digest);
        await echo.RollBackAsync(token);
    }

    public static async Task EverythingAsync(SwarmCluster cluster, CancellationToken token)
    {
        await using var network = await cluster.CreateNetworkAsync("backend", new SwarmNetworkOptions(), token);
        await using var password = await cluster.CreateSecretAsync("db_password", "s3cret", token);
        await using var web = await cluster.CreateServiceAsync(new ServiceOptions
        {
            Name = "web",
            Image = "example/web:latest",
            Mode = ServiceMode.Global,
            Secrets = [new ServiceFile("db_password")],
            Networks = ["backend"],
            EndpointMode = EndpointMode.DnsRoundRobin,
            Ports = [new ServicePort(80, 8080) { Mode = PortMode.Host }],
            HealthCheck = new TaskHealthCheck { Command = ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1/"], Interval = TimeSpan.FromSeconds(1) },
            RestartDelay = TimeSpan.Zero,
        }, token);
        var task = (await web.WaitUntilConvergedAsync(token)).Should().RunOnEveryNode().And.Subject.Running[0];
        var hosts = await web.ExecAsync(task, ["cat", "/etc/hosts"], token);
        await foreach (var line in web.ReadOutputAsync(token)) Console.WriteLine($"{line} {hosts.Output}");
    }
}
