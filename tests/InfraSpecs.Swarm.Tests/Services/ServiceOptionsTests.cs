namespace InfraSpecs.Swarm.Tests.Services;

public sealed class ServiceOptionsTests
{
    private static readonly ServiceOptions Good = new() { Name = "web", Image = "example/echo" };

    [Fact]
    public void The_defaults_can_be_used() => Good.Validate();

    [Fact]
    public void All_errors_are_named_at_once()
    {
        var options = new ServiceOptions
        {
            Name = "-web", Image = " ", Replicas = -1, Concurrency = 0, MaxReplicasPerNode = 0, CpuLimit = 0, MemoryLimit = 1, MemoryReservation = 5 << 20,
            RestartMaxAttempts = 0, EndpointMode = EndpointMode.DnsRoundRobin, Ports = [new ServicePort(0), new ServicePort(80) { Protocol = (PortProtocol)9 }],
            Mounts = [ContainerMount.Bind("here", "there")], Secrets = [new ServiceFile("")], Update = new() { Parallelism = -1, MaxFailureRatio = 2 },
            Rollback = new() { FailureAction = UpdateFailureAction.Rollback }, ConvergeWithin = -TimeSpan.FromSeconds(1), StableFor = -TimeSpan.FromSeconds(1),
        };
        options.Invoking(it => it.Validate()).Should().Throw<InvalidOptionsException>().Which.Errors.Should().HaveCount(21);
    }

    [Fact]
    public void Less_than_swarmkit_takes_is_refused_before_a_manager_is_asked()
    {
        (Good with { MemoryLimit = 4 << 20, MemoryReservation = 4 << 20, CpuLimit = 0.001, CpuReservation = 0.001 }).Validate();
        (Good with { MemoryReservation = (4 << 20) - 1, CpuReservation = 0.0009 }).Invoking(it => it.Validate()).Should().Throw<InvalidOptionsException>().Which.Errors.Should().Equal(
            "CpuReservation is 0.0009; it must be from 0.001 to 1024.", "MemoryReservation is 4194303 bytes; it must be from 4 MiB, the engine's least, to 1 PiB.");
    }

    [Fact]
    public void A_mount_says_what_of_it_cannot_be_meant()
    {
        ContainerMount[] good = [ContainerMount.Volume("data", "/data"), new() { Kind = MountKind.Volume, Path = "/own" }, ContainerMount.Bind("/a", "/b", readOnly: true), ContainerMount.Tmpfs("/t")];
        (Good with { Mounts = good }).Validate();
        ContainerMount[] bad =
        [
            ContainerMount.Tmpfs("t"), ContainerMount.Bind("a", "/b"), ContainerMount.Tmpfs("/t") with { Name = "data" }, good[0] with { Source = "/a" },
            good[0] with { Kind = MountKind.Other },
        ];
        (Good with { Mounts = bad }).Invoking(it => it.Validate()).Should().Throw<InvalidOptionsException>().Which.Errors.Should().SatisfyRespectively(
            it => it.Should().Be("The Path of a mount is 't'; it must be an absolute path in the container."),
            it => it.Should().Be("The Source of a bind mount is 'a'; it must be an absolute path on the node."),
            it => it.Should().StartWith("The mount at /t has the Name 'data'"),
            it => it.Should().StartWith("The mount at /data has the Source '/a'"),
            it => it.Should().StartWith("The mount at /data has the Name 'data'"),
            it => it.Should().StartWith("The Kind of the mount at /data is Other"));
    }

    [Theory]
    [InlineData(ServiceMode.Global)]
    [InlineData(ServiceMode.GlobalJob)]
    public void The_global_modes_have_no_replicas(ServiceMode mode)
    {
        (Good with { Mode = mode }).Validate();
        (Good with { Mode = mode, Replicas = 2 }).Invoking(it => it.Validate()).Should().Throw<InvalidOptionsException>().WithMessage("*as many tasks as there are nodes*");
        (Good with { Mode = mode, MaxReplicasPerNode = 2 }).Invoking(it => it.Validate()).Should().Throw<InvalidOptionsException>().WithMessage("*MaxReplicasPerNode is for replicas*");
    }

    [Theory]
    [InlineData("web", true)]
    [InlineData("web_app-1.x", true)]
    [InlineData("web-", false)]
    [InlineData("a b", false)]
    [InlineData("", false)]
    [InlineData("a\n", false)]
    public void A_name_is_as_swarmkit_has_it(string name, bool good)
    {
        var validate = () => (Good with { Name = name }).Validate();
        if (good) validate.Should().NotThrow();
        else validate.Should().Throw<InvalidOptionsException>().WithMessage("*Name is*");
    }

    [Fact]
    public void Their_text_says_what_will_run_and_shows_no_variable()
    {
        (Good with { Replicas = 6, Environment = new Dictionary<string, string> { ["TOKEN"] = "secret" } }).ToString().Should().Be("web: 6 x example/echo");
        (Good with { Mode = ServiceMode.GlobalJob }).ToString().Should().Be("web: job on every node, example/echo");
    }
}
