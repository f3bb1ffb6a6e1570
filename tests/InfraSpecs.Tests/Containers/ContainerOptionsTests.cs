namespace InfraSpecs.Tests.Containers;

public sealed class ContainerOptionsTests
{
    [Fact]
    public void All_errors_are_named_at_once()
    {
        var options = new ContainerOptions
        {
            Image = " ",
            Role = "a b",
            Command = [],
            Environment = new Dictionary<string, string> { ["a=b"] = "" },
            Ports = [0, 80, 80],
            Files = [ContainerFile.FromText("relative", ""), ContainerFile.FromHost("/x", "/no/such/file"), ContainerFile.FromText("/y", "") with { Mode = (UnixFileMode)0x1000 }],
            Mounts = [ContainerMount.Tmpfs("/"), ContainerMount.Bind("relative", "/b"), ContainerMount.Volume("", "/v"), ContainerMount.Tmpfs("/v/") with { Name = "x" }],
            Aliases = ["a b"],
            User = "",
            Memory = 1,
            ReadyWithin = TimeSpan.Zero,
        };
        var errors = options.Invoking(it => it.Validate()).Should().Throw<InvalidOptionsException>().Which.Errors;
        errors.Should().SatisfyRespectively(
            it => it.Should().StartWith("Image is empty"),
            it => it.Should().StartWith("Role is 'a b'"),
            it => it.Should().StartWith("Command is empty"),
            it => it.Should().StartWith("Environment has a name"),
            it => it.Should().StartWith("Ports has 0"),
            it => it.Should().StartWith("Ports has a port twice"),
            it => it.Should().StartWith("Files has Path 'relative'"),
            it => it.Should().StartWith("Files has Source '/no/such/file'"),
            it => it.Should().StartWith("Files has Mode 10000"),
            it => it.Should().StartWith("Mounts has Path '/'"),
            it => it.Should().StartWith("Mounts has Source 'relative'"),
            it => it.Should().StartWith("Mounts has an empty Name for /v"),
            it => it.Should().StartWith("Mounts has Name 'x'"),
            it => it.Should().StartWith("Mounts has Path '/v' twice"),
            it => it.Should().StartWith("Aliases has a name that is empty or has a space"),
            it => it.Should().StartWith("Aliases is set, but Networks is empty"),
            it => it.Should().StartWith("User is empty"),
            it => it.Should().StartWith("Memory is 1;"),
            it => it.Should().StartWith("ReadyWithin is 00:00:00"));
    }

    [Fact]
    public void A_container_that_ends_answers_on_no_port()
    {
        var options = new ContainerOptions { Image = "x", Ports = [80], Ready = Ready.WhenExitsWith(0) };
        options.Invoking(it => it.Validate()).Should().Throw<InvalidOptionsException>().WithMessage("*Ports is set, but Ready waits for the container's end*");
    }

    [Fact]
    public void A_readiness_that_cannot_be_meant_is_refused_where_it_is_written()
    {
        FluentActions.Invoking(() => Ready.WhenHttpAnswers(80, "health")).Should().Throw<ArgumentException>().WithMessage("'health' does not begin with '/'*");
        FluentActions.Invoking(() => Ready.WhenHttpAnswers(0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Ready.WhenPortAccepts(65536)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Ready.WhenOutputMatches("(")).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Ready.WhenOutputMatches("(?=x)")).Should().Throw<NotSupportedException>();
        FluentActions.Invoking(() => Ready.WhenOutputMatches("x", 0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Ready.WhenExitsWith(256)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Ready.When(" ", (_, _) => ValueTask.FromResult(Probe.Ready(true)))).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Ready.When("x", (_, _) => ValueTask.FromResult(Probe.Ready(true)), 0)).Should().Throw<ArgumentOutOfRangeException>();
    }
}
