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
