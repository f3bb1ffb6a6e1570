using Docker.DotNet.Models;

namespace InfraSpecs.Swarm.Tests.Services;

public sealed class ServiceSpecMappingTests
{
    private static readonly ServiceOptions Least = new() { Name = "web", Image = "example/echo" };
    private static readonly ImagePin Pin = new("example/echo:latest@sha256:1", []);

    [Fact]
    public void The_least_options_leave_the_rest_to_the_engine()
    {
        var spec = Map(Least);
        spec.Name.Should().Be("web");
        spec.Labels.Should().Equal(new Dictionary<string, string> { ["session"] = "1" });
        spec.Mode!.Replicated!.Replicas.Should().Be(1);
        spec.UpdateConfig.Should().BeNull();
        spec.RollbackConfig.Should().BeNull();
        spec.EndpointSpec!.Mode.Should().Be("vip");
        var task = spec.TaskTemplate!;
        task.RestartPolicy.Should().BeEquivalentTo(new SwarmRestartPolicy { Condition = "any" });
        task.Resources.Should().BeEquivalentTo(new ResourceRequirements { Limits = new SwarmLimit(), Reservations = new SwarmResources() });
        task.ContainerSpec!.Should().Match<ContainerSpec>(it => it.Image == "example/echo:latest@sha256:1" && it.Command == null && it.Args == null && it.Healthcheck == null
            && it.StopGracePeriod == null);
    }

    [Fact]
    public void Every_option_reaches_the_specification()
    {
        var second = TimeSpan.FromSeconds(1);
        var spec = Map(Least with
        {
            Replicas = 4, Command = ["serve"], Arguments = ["-v"], Environment = Of("A", "b=c"), Labels = Of("team", "blue"), Constraints = ["node.role != manager"],
            Preferences = ["node.labels.rack"], MaxReplicasPerNode = 2, CpuLimit = 0.5, MemoryLimit = 64 << 20, CpuReservation = 0.25, MemoryReservation = 32 << 20,
            HealthCheck = new() { Command = ["check", "me"], Interval = second, Timeout = 2 * second, Retries = 4, StartPeriod = 3 * second, StartInterval = 5 * second },
            RestartCondition = RestartCondition.OnFailure, RestartDelay = TimeSpan.Zero, RestartMaxAttempts = 3, RestartWindow = second, StopGracePeriod = second,
            Secrets = [new ServiceFile("password")], Configs = [new ServiceFile("conf") { Path = "/etc/x", Mode = UnixFileMode.UserRead, UserId = 3, GroupId = 4 }],
            Mounts = [ContainerMount.Volume("data", "/data"), ContainerMount.Bind("/a", "/b", readOnly: true), ContainerMount.Tmpfs("/tmp")],
            Ports = [new ServicePort(80, 8080), new ServicePort(53) { Mode = PortMode.Host, Protocol = PortProtocol.Udp }], Networks = ["backend"],
            Update = new() { Parallelism = 2, Delay = second, Order = UpdateOrder.StartFirst, FailureAction = UpdateFailureAction.Rollback, Monitor = 2 * second, MaxFailureRatio = 0.5 },
            Rollback = new() { FailureAction = UpdateFailureAction.Continue },
        });

        spec.Labels.Should().Equal(new Dictionary<string, string> { ["session"] = "1", ["team"] = "blue" });
        spec.Mode!.Replicated!.Replicas.Should().Be(4);
        var task = spec.TaskTemplate!;
        task.Placement.Should().BeEquivalentTo(new Docker.DotNet.Models.Placement
        {
            Constraints = ["node.role != manager"], MaxReplicas = 2, Preferences = [new PlacementPreference { Spread = new SpreadOver { SpreadDescriptor = "node.labels.rack" } }],
        });
        task.Resources.Should().BeEquivalentTo(new ResourceRequirements
        {
            Limits = new SwarmLimit { NanoCPUs = 500_000_000, MemoryBytes = 64 << 20 }, Reservations = new SwarmResources { NanoCPUs = 250_000_000, MemoryBytes = 32 << 20 },
        });
        task.RestartPolicy.Should().BeEquivalentTo(new SwarmRestartPolicy { Condition = "on-failure", Delay = TimeSpan.Zero, MaxAttempts = 3, Window = second });
        task.Networks!.Select(it => it.Target).Should().Equal("backend");
        var container = task.ContainerSpec!;
        container.Command.Should().Equal("serve");
        container.Args.Should().Equal("-v");
        container.Env.Should().Equal("A=b=c");
        container.Labels.Should().Equal(new Dictionary<string, string> { ["session"] = "1" });
        container.StopGracePeriod.Should().Be(second);
        container.Healthcheck.Should().BeEquivalentTo(new HealthcheckConfig { Test = ["CMD", "check", "me"], Interval = second, Timeout = 2 * second, Retries = 4, StartPeriod = 3 * second,
            StartInterval = 5 * second });
        container.Secrets.Should().BeEquivalentTo([new SecretReference { SecretID = "s1", SecretName = "password",
            File = new SecretReferenceFileTarget { Name = "password", UID = "0", GID = "0", Mode = 0x124 } }]);
        container.Configs.Should().BeEquivalentTo([new SwarmConfigReference { ConfigID = "c1", ConfigName = "conf",
            File = new ConfigReferenceFileTarget { Name = "/etc/x", UID = "3", GID = "4", Mode = 0x100 } }]);
        container.Mounts!.Select(it => (it.Type, it.Source, it.Target, it.ReadOnly)).Should().Equal(
            ("volume", "data", "/data", false), ("bind", "/a", "/b", true), ("tmpfs", null, "/tmp", false));
        spec.EndpointSpec!.Ports!.Select(it => (it.TargetPort, it.PublishedPort, it.Protocol, it.PublishMode)).Should().Equal((80u, 8080u, "tcp", "ingress"), (53u, null, "udp", "host"));
        spec.UpdateConfig.Should().BeEquivalentTo(new SwarmUpdateConfig { Parallelism = 2, Delay = second, Order = "start-first", FailureAction = "rollback", Monitor = 2 * second,
            MaxFailureRatio = 0.5f });
        spec.RollbackConfig!.FailureAction.Should().Be("continue");
    }

    [Fact]
    public void Modes_are_said_as_the_engine_says_them()
    {
        Map(Least with { Mode = Swarm.ServiceMode.Global }).Mode!.Global.Should().NotBeNull();
        Map(Least with { Mode = Swarm.ServiceMode.GlobalJob }).Mode!.GlobalJob.Should().NotBeNull();
        Map(Least with { Mode = Swarm.ServiceMode.ReplicatedJob, Replicas = 5, Concurrency = 2 }).Mode!.ReplicatedJob.Should().BeEquivalentTo(new ReplicatedJob { TotalCompletions = 5,
            MaxConcurrent = 2 });
        Map(Least with { Mode = Swarm.ServiceMode.ReplicatedJob, Replicas = 5 }).Mode!.ReplicatedJob!.MaxConcurrent.Should().Be(5);
        Map(Least with { EndpointMode = EndpointMode.DnsRoundRobin }).EndpointSpec!.Mode.Should().Be("dnsrr");
        Map(Least with { HealthCheck = new() { Command = [] } }).TaskTemplate!.ContainerSpec!.Healthcheck!.Test.Should().Equal("NONE");
    }

    [Fact]
    public void Configure_has_the_last_word() => Map(Least with { Configure = spec => spec.Name = "other" }).Name.Should().Be("other");

    [Theory]
    [InlineData("com.docker.swarm.node.id=n1,com.docker.swarm.service.id=s1,com.docker.swarm.task.id=t1 hello world", "t1", "n1", "hello world")]
    [InlineData("com.docker.swarm.task.id=t1 ", "t1", "", "")]
    [InlineData("com.docker.swarm.task.id=t1", "t1", "", "")]
    public void A_line_of_a_services_log_tells_its_task(string line, string task, string node, string text) => ServiceLog.Split(line).Should().Be((task, node, text));

    private static ServiceSpec Map(ServiceOptions options) => ServiceSpecMapping.Map(
        options, Pin, new ServiceFileIds(Of("password", "s1"), Of("conf", "c1")), Of("session", "1"));

    private static Dictionary<string, string> Of(string name, string value) => new() { [name] = value };
}
