using System.Text.Json.Nodes;
using Docker.DotNet.Models;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.EngineSpecs.Swarm.Services.ServicesCluster;
using static InfraSpecs.Xunit.Spec;
using ServiceMode = InfraSpecs.Swarm.ServiceMode;

namespace InfraSpecs.EngineSpecs.Swarm.Services;

/// <summary>What the managers keep of a service that options made, beside what they keep of one that <c>docker service create</c> made with the same wishes.</summary>
[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
[Collection(ServicesCollection.Name)]
public sealed class CliSpecSpecs(ServicesCluster shared)
{
    // Nothing runs: it is the specification that is looked at.
    private const string Nowhere = "node.hostname==nobody";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>What differs in every service, and is meant to: the name, and the labels by which the session finds what it made.</summary>
    private static readonly string[] Meant = ["Name", "Labels.infraspecs", "TaskTemplate.ContainerSpec.Labels"];

    private static readonly ServiceOptions Least = new() { Name = "?", Image = Image, Constraints = [Nowhere] };

    /// <summary>A name, the CLI's flags, ours, and what is meant to differ besides.</summary>
    private static readonly (string Name, string Flags, ServiceOptions Options, string[] Meant)[] Cases =
    [
        ("least", "", Least, []),
        ("command", "--entrypoint sh -- IMAGE -c true", Least with { Command = ["sh"], Arguments = ["-c", "true"] }, []),
        ("replicas", "--replicas 3", Least with { Replicas = 3 }, []),
        ("global", "--mode global", Least with { Mode = ServiceMode.Global }, []),
        ("job", "--mode replicated-job --replicas 4 --max-concurrent 2", Least with { Mode = ServiceMode.ReplicatedJob, Replicas = 4, Concurrency = 2 }, []),
        ("job-at-once", "--mode replicated-job --replicas 4", Least with { Mode = ServiceMode.ReplicatedJob, Replicas = 4 }, []),
        ("global-job", "--mode global-job", Least with { Mode = ServiceMode.GlobalJob }, []),
        ("env", "--env B=2 --env A=1=1 --env C=", Least with { Environment = new Dictionary<string, string> { ["B"] = "2", ["A"] = "1=1", ["C"] = "" } }, []),
        ("constraint", "--constraint node.role!=manager --placement-pref spread=node.labels.az --replicas-max-per-node 2",
            Least with { Constraints = [Nowhere, "node.role!=manager"], Preferences = ["node.labels.az"], MaxReplicasPerNode = 2 }, []),
        ("limits", "--limit-cpu 0.5 --limit-memory 64m --reserve-cpu 0.25 --reserve-memory 32m",
            Least with { CpuLimit = 0.5, MemoryLimit = 64 << 20, CpuReservation = 0.25, MemoryReservation = 32 << 20 }, []),
        ("restart", "--restart-condition on-failure --restart-delay 1s --restart-max-attempts 3 --restart-window 1s",
            Least with { RestartCondition = RestartCondition.OnFailure, RestartDelay = Second, RestartMaxAttempts = 3, RestartWindow = Second }, []),
        ("restart-none", "--restart-condition none", Least with { RestartCondition = RestartCondition.None }, []),
        ("update", "--update-parallelism 2 --update-delay 1s --update-order start-first --update-failure-action rollback --update-monitor 1s --update-max-failure-ratio 0.5",
            Least with { Update = new() { Parallelism = 2, Delay = Second, Order = UpdateOrder.StartFirst, FailureAction = UpdateFailureAction.Rollback, Monitor = Second,
                MaxFailureRatio = 0.5 } }, []),
        ("rollback", "--rollback-parallelism 0 --rollback-failure-action continue", Least with { Rollback = new() { Parallelism = 0, FailureAction = UpdateFailureAction.Continue } }, []),
        ("health", "--health-cmd true --health-interval 1s --health-timeout 1s --health-retries 2 --health-start-period 1s --health-start-interval 1s",
            Least with { HealthCheck = new() { Command = ["true"], Interval = Second, Timeout = Second, Retries = 2, StartPeriod = Second, StartInterval = Second } },
                ["TaskTemplate.ContainerSpec.Healthcheck.Test"]),
        ("no-health", "--no-healthcheck", Least with { HealthCheck = new() { Command = [] } }, []),
        ("grace", "--stop-grace-period 1s", Least with { StopGracePeriod = Second }, []),
        ("ports", "--publish 8080:80 --publish published=53,target=5353,protocol=udp,mode=host --publish 90",
            Least with { Ports = [new ServicePort(80, 8080), new ServicePort(5353, 53) { Protocol = PortProtocol.Udp, Mode = PortMode.Host }, new ServicePort(90)] }, []),
        ("dnsrr", "--endpoint-mode dnsrr --network cli-compared", Least with { EndpointMode = EndpointMode.DnsRoundRobin, Networks = ["cli-compared"] }, []),
        ("mounts", "--mount type=volume,source=data,target=/data --mount type=bind,source=/a,target=/b,readonly --mount type=tmpfs,target=/c --mount type=volume,target=/d",
            Least with { Mounts = [ContainerMount.Volume("data", "/data"), ContainerMount.Bind("/a", "/b", readOnly: true), ContainerMount.Tmpfs("/c"),
                new ContainerMount { Kind = MountKind.Volume, Path = "/d" }] }, []),
        ("secret", "--secret cli-secret", Least with { Secrets = [new ServiceFile("cli-secret")] }, []),
        ("secret-elsewhere", "--secret source=cli-secret,target=/etc/x,uid=3,gid=4,mode=0400",
            Least with { Secrets = [new ServiceFile("cli-secret") { Path = "/etc/x", UserId = 3, GroupId = 4, Mode = UnixFileMode.UserRead }] }, []),
        ("config", "--config cli-config", Least with { Configs = [new ServiceFile("cli-config")] }, []),
        ("config-elsewhere", "--config source=cli-config,target=/etc/x,mode=0440",
            Least with { Configs = [new ServiceFile("cli-config") { Path = "/etc/x", Mode = UnixFileMode.UserRead | UnixFileMode.GroupRead }] }, []),
        ("by-hand", "--init --hostname web-{{.Task.Slot}} --dns 10.0.0.2 --dns-search example.com --user 3:4 --workdir /tmp --host db:10.0.0.3 --stop-signal SIGINT --read-only",
            Least with { Configure = ByHand }, []),
    ];

    private SwarmCluster Cluster => shared.Cluster;

    [Fact]
    public async Task The_managers_keep_the_same_as_from_the_docker_CLI()
    {
        await using var network = await Cluster.CreateNetworkAsync("cli-compared", new SwarmNetworkOptions(), Token);
        await using var secret = await Cluster.CreateSecretAsync("cli-secret", "x", Token);
        await using var config = await Cluster.CreateConfigAsync("cli-config", "x", Token);
        try
        {
            var differences = new List<string>();
            foreach (var (name, flags, options, meant) in Cases)
            {
                await DockerAsync(["service", "create", "--detach", "--quiet", "--name", $"theirs-{name}", "--constraint", Nowhere, .. Words(flags)]);
                var theirs = await SpecAsync($"theirs-{name}");
                await DockerAsync(["service", "rm", $"theirs-{name}"]); // its ports are free again
                await using var ours = await Cluster.CreateServiceAsync(options with { Name = $"ours-{name}" }, Token);
                differences.AddRange(Differences("", theirs, await SpecAsync($"ours-{name}")).Where(it => !Meant.Concat(meant).Any(it.Path.StartsWith))
                    .Select(it => $"{name}: {it.Path} is {it.Theirs} there and {it.Ours} here"));
            }

            string.Join('\n', differences).Should().BeEmpty();
        }
        finally
        {
            await Cluster.Manager.ExecAsync(["docker", "service", "rm", .. Cases.Select(it => $"theirs-{it.Name}")], CancellationToken.None);
        }
    }

    private static void ByHand(ServiceSpec spec)
    {
        var container = spec.TaskTemplate!.ContainerSpec!;
        (container.Init, container.Hostname, container.User, container.Dir, container.StopSignal, container.ReadOnly) = (true, "web-{{.Task.Slot}}", "3:4", "/tmp", "SIGINT", true);
        container.DNSConfig = new DNSConfig { Nameservers = ["10.0.0.2"], Search = ["example.com"] };
        container.Hosts = ["10.0.0.3 db"];
    }

    private static string[] Words(string flags)
    {
        var words = flags.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Contains("IMAGE") ? [.. words.Where(it => it != "--").Select(it => it == "IMAGE" ? Image : it)] : [.. words, Image];
    }

    private static IEnumerable<(string Path, string Theirs, string Ours)> Differences(string path, JsonNode? theirs, JsonNode? ours)
    {
        if (JsonNode.DeepEquals(theirs, ours)) return [];
        if (theirs is not JsonObject left || ours is not JsonObject right) return [(path, theirs?.ToJsonString() ?? "nothing", ours?.ToJsonString() ?? "nothing")];
        return left.Select(it => it.Key).Union(right.Select(it => it.Key)).SelectMany(it => Differences(path.Length == 0 ? it : $"{path}.{it}", left[it], right[it]));
    }

    private async Task<JsonNode> SpecAsync(string service) => JsonNode.Parse(await DockerAsync(["service", "inspect", "--format", "{{json .Spec}}", service]))!;

    private async Task<string> DockerAsync(IReadOnlyList<string> arguments)
    {
        var outcome = await Cluster.Manager.ExecAsync(["docker", .. arguments], Token);
        outcome.ExitCode.Should().Be(0, "{0}: {1}", string.Join(' ', arguments), outcome.Error);
        return outcome.Output;
    }
}
