using InfraSpecs.Images;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Images.Behaviour;

[RequiresEngine]
public sealed class ImageConcernSpecs(EngineFixture fixture)
{
    private const string Udp = "perl -MIO::Socket -e '$s = IO::Socket::INET->new(LocalPort => 53, Proto => \"udp\"); sleep'";
    private const string Tcp = "perl -MIO::Socket -e '$s = IO::Socket::INET->new(LocalPort => 8080, Listen => 1); sleep'";

    private readonly Engine _engine = fixture.Engine;

    [Fact]
    public async Task An_image_stops_on_its_own_signal_and_is_one_concern()
    {
        await using var proxy = await ImageRun.StartAsync(_engine,
            new ImageRunOptions { Image = "nginx-proxy", Environment = new Dictionary<string, string> { ["BACKEND_HOST"] = "nobody:80" } }, Token);
        var concern = await proxy.ReadConcernAsync(Token);
        var stop = await proxy.StopAsync(Token);
        concern.Should().HaveOneConcern();
        concern.Programs.Should().ContainSingle().Which.ProcessIds.Should().HaveCountGreaterThan(1);
        stop.Should().HaveStopped();
        stop.Signal.Should().Be("SIGQUIT");
    }

    [Fact]
    public async Task Two_concerns_are_named_with_their_processes_and_ports()
    {
        await using var run = await ImageRun.StartAsync(_engine, new ImageRunOptions
        {
            Image = "cronjob",
            Ready = ImageReadiness.Port(8080),
            Configure = it => it.WithEntrypoint("sh", "-c", $"cron; {Udp} & {Tcp}; true"),
        }, Token);
        var concern = await run.ReadConcernAsync(Token);
        Failure(() => concern.Should().HaveOneConcern()).Should().Match(
            "Expected concern \"cronjob\" to have one concern, but it has 2 concerns: cron (pid *), perl (2 processes, first *, 53/udp, 8080/tcp); run each*listens on 53/udp, which EXPOSE does not name;*"
            + "`perl *` (pid *) listens on 8080/tcp, which EXPOSE does not name.*With processes:*sh -c*perl*53/udp*");
        concern.Should().HaveOneConcern(new DeclaredConcern { Programs = ["cron", "perl"], Ports = ["8080", "53/udp"] });
    }

    [Fact]
    public async Task A_concern_is_that_of_the_image_that_is_claimed_of()
    {
        await using var echo = await ImageRun.StartAsync(_engine, new ImageRunOptions { Image = "echo" }, Token);
        var concern = await echo.ReadConcernAsync(Token);
        var image = await ImageUnderTest.FromEngineAsync(_engine, await _engine.Images.GetAsync("echo", Token), Token);
        var other = await ImageUnderTest.FromEngineAsync(_engine, await _engine.Images.GetAsync("probe", Token), Token);
        image.Should().HaveOneConcern(concern);
        Failure(() => other.Should().HaveOneConcern(concern)).Should().Match("*what ran was another image, \"echo\"*");
    }

    [Fact]
    public async Task A_secret_that_a_shell_put_on_a_command_line_does_not_show()
    {
        await using var run = await ImageRun.StartAsync(_engine, new ImageRunOptions
        {
            Image = "base",
            Environment = new Dictionary<string, string> { ["API_TOKEN"] = "hush-hush" },
            Ready = ImageReadiness.Output("^up$"),
            StopWithin = TimeSpan.Zero,
            Configure = it => it.WithEntrypoint("bash", "-c", "echo up; exec tail -f /dev/null /tmp/$API_TOKEN"),
        }, Token);
        var concern = await run.ReadConcernAsync(Token);
        var stop = await run.StopAsync(Token);
        concern.ToString().Should().Contain("tail -f /dev/null /tmp/***");
        (concern + stop.Cause + stop).Should().NotContain("hush-hush");
    }

    [Fact]
    public async Task Processes_and_networks_of_others_say_nothing_of_an_image()
    {
        var processes = () => ImageRun.StartAsync(_engine, new ImageRunOptions { Image = "echo",
            Configure = it => it.WithCreateParameterModifier(create => create.HostConfig!.PidMode = "host") }, Token);
        (await processes.Should().ThrowAsync<ImageTestException>().Where(e => e.Reason == ImageTestReason.SharedWithOthers)).WithMessage("*PidMode host*process 1 is not the image's*");
        await using var probe = await ImageRun.StartAsync(_engine,
            new ImageRunOptions { Image = "probe", Configure = it => it.WithCreateParameterModifier(create => create.HostConfig!.NetworkMode = "host") }, Token);
        (await ((Func<Task>)(() => probe.ReadConcernAsync(Token))).Should().ThrowAsync<ImageTestException>().Where(e => e.Reason == ImageTestReason.SharedWithOthers))
            .WithMessage("*NetworkMode host*");
    }

    private static string Failure(Action claim) => Record.Exception(claim)!.Message;
}
