using System.Net;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Containers;

[RequiresEngine]
public sealed class ContainerOptionsSpecs(EngineFixture fixture)
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task An_application_is_given_what_it_needs_and_is_up_when_it_answers()
    {
        await using var network = await ContainerNetwork.CreateAsync(fixture.Engine, new ContainerNetworkOptions { Role = "app" }, Token);
        await using var data = await DataVolumeContainer.CreateAsync(fixture.Engine, "/data", Token);
        using var host = new TemporaryFolder();
        host.Write("one", "1");
        await using var app = await Container.StartAsync(fixture.Engine, new ContainerOptions
        {
            Image = "busybox",
            Role = "app",
            Command = ["sh", "-c", "mkdir -p /tmp/www && echo \"$GREETING\" >/tmp/www/health && exec httpd -f -p 8080 -h /tmp/www"],
            Environment = new Dictionary<string, string> { ["GREETING"] = "Hello" },
            Files =
            [
                ContainerFile.FromText("/etc/app/app.conf", "a = 1\n"),
                ContainerFile.FromBytes("/etc/app/key", new byte[] { 0, 255 }) with { Mode = (UnixFileMode)Convert.ToInt32("0400", 8), UserId = 7, GroupId = 8 },
                ContainerFile.FromHost("/etc/app/one", host.At("one")),
                ContainerFile.FromHost("/etc/app/all", host.FullName),
            ],
            Mounts = [data.AsMount(readOnly: true), ContainerMount.Tmpfs("/tmp"), ContainerMount.Volume(data.VolumeName!, "/again")],
            Networks = [network.Name],
            Aliases = ["app"],
            User = "65534",
            Memory = 64 << 20,
            Ready = Ready.WhenHttpAnswers(8080, "/health"),
        }, Token);

        app.Name.Should().StartWith("app-");
        using var http = new HttpClient();
        (await http.GetStringAsync(new Uri(app.Endpoint(8080), "/health"), Token)).Should().Be("Hello\n");
        (await app.FindFileAsync("/etc/app/app.conf", Token)).Should().BeRegularFile().And.HaveMode("0644").And.HaveOwner(0, 0);
        (await app.FindFileAsync("/etc/app/key", Token)).Should().HaveMode("0400").And.HaveOwner(7, 8);
        (await app.FindFileContentAsync("/etc/app/key", Token)).Should().Equal(0, 255);
        (await app.FindFileContentAsync("/etc/app/one", Token)).Should().Equal((byte)'1');
        (await app.FindFileContentAsync("/etc/app/all/one", Token)).Should().Equal((byte)'1');
        (await app.ReadMountsAsync(Token)).Should().HaveVolumeOf(data);
        (await app.ExecAsync(["id", "-u"], Token)).Output.Should().Be("65534\n");
        (await app.ExecAsync(["sh", "-c", "echo x >/data/x"], new ExecOptions { User = "0" }, Token)).Error.Should().Contain("Read-only");
        var inspect = await fixture.Engine.Client.Containers.InspectContainerAsync(app.Id, Token);
        inspect.HostConfig!.Memory.Should().Be(64 << 20);

        await using var client = await Container.StartAsync(fixture.Engine, new ContainerOptions
        {
            Image = "busybox", Command = ["wget", "-qO-", "http://app:8080/health"], Networks = [network.Name], Ready = Ready.WhenExitsWith(0),
        }, Token);
        (await client.WaitForOutputAsync("^Hello$", 1, Long, Token)).MatchCount.Should().Be(1);
    }

    [Fact]
    public async Task After_a_restart_it_is_waited_for_again()
    {
        await using var app = await Container.StartAsync(fixture.Engine, Served("trap 'exit 0' TERM; sleep 0.5; httpd -f -p 8080 -h /srv & wait") with { Ready = Ready.WhenPortAccepts(8080) }, Token);
        using var http = new HttpClient();
        (await app.StopAsync(Token)).ExitCode.Should().Be(0);
        app.Invoking(it => it.Endpoint(8080)).Should().Throw<InvalidOperationException>().WithMessage("*has ended*StartAsync starts it again*");
        await app.StartAsync(Token);
        (await http.GetStringAsync(app.Endpoint(8080), Token)).Should().Be("Hello\n");
        await app.RestartAsync(Token);
        (await http.GetStringAsync(app.Endpoint(8080), Token)).Should().Be("Hello\n");
        await app.PauseAsync(Token);
        (await fixture.Engine.Client.Containers.InspectContainerAsync(app.Id, Token)).State!.Paused.Should().BeTrue();
        await app.UnpauseAsync(Token);
        (await http.GetStringAsync(app.Endpoint(8080), Token)).Should().Be("Hello\n");
        (await app.KillAsync(Token)).ExitCode.Should().Be(137);
        (await app.Awaiting(it => it.PauseAsync(Token)).Should().ThrowAsync<ContainerException>().Where(e => e.Reason == ContainerReason.Ended)).WithMessage("*Awaited: its pause*");
    }

    [Fact]
    public async Task It_is_up_by_its_output_its_health_or_a_question_of_ones_own()
    {
        var output = Container.StartAsync(fixture.Engine, Sh("sleep 0.3; echo up 1; echo up 2; sleep 600") with { Ready = Ready.WhenOutputMatches("^up", 2) }, Token);
        var health = Container.StartAsync(fixture.Engine, Checked("test -e /tmp/up", "sleep 0.3; touch /tmp/up; sleep 600") with { Ready = Ready.WhenHealthy }, Token);
        var asked = Container.StartAsync(fixture.Engine, Sh("sleep 0.3; touch /tmp/up; sleep 600") with
        {
            Ready = Ready.When("/tmp/up", async (it, token) => await it.FindFileAsync("/tmp/up", token) is null ? Probe.NotYet<bool>("it is not there") : Probe.Ready(true)),
        }, Token);
        foreach (var container in await Task.WhenAll(output, health, asked)) await container.DisposeAsync();
    }

    [Fact]
    public async Task What_is_never_up_says_what_was_seen_and_leaves_nothing()
    {
        var within = TimeSpan.FromSeconds(1);
        await ShouldFailAsync(WaitReason.TimedOut, Served("exec httpd -f -p 8080 -h /srv") with { Ready = Ready.WhenHttpAnswers(8080, "/none"), ReadyWithin = within },
            "*a success of GET /none on port 8080*GET /none answered 404 Not Found*");
        await ShouldFailAsync(WaitReason.TimedOut, Sh("sleep 600") with { Ready = Ready.WhenHttpAnswers(8080), ReadyWithin = within }, "*GET / was not answered*");
        await ShouldFailAsync(WaitReason.TimedOut, Sh("sleep 600") with { Ready = Ready.WhenPortAccepts(8080), ReadyWithin = within }, "*a connection to port 8080*port 8080*");
        await ShouldFailAsync(WaitReason.TimedOut, Sh("echo almost; sleep 600") with { Ready = Ready.WhenOutputMatches("^up$"), ReadyWithin = within }, "*| almost*");
        await ShouldFailAsync(ContainerReason.Ended, Sh("echo no config; exit 3") with { Ready = Ready.WhenHttpAnswers(8080) }, "*the container exited with code 3*| no config*");
        await ShouldFailAsync(ContainerReason.Ended, Sh("echo no config; exit 3") with { Ready = Ready.WhenExitsWith(0) }, "*the container exited with code 3*Awaited: its end with code 0*| no config*");
        await ShouldFailAsync(WaitReason.TimedOut, Sh("echo migrating; sleep 600") with { Ready = Ready.WhenExitsWith(0), ReadyWithin = within }, "*its end*it runs*| migrating*");
        await ShouldFailAsync(WaitReason.Hopeless, Sh("sleep 600") with { Ready = Ready.WhenHealthy }, "*the image has no HEALTHCHECK*");
        await ShouldFailAsync(ContainerReason.NotStarted, new ContainerOptions { Image = "busybox", Command = ["/nowhere/program"] }, "*/nowhere/program*");
        await ShouldFailAsync(ContainerReason.NotStarted, new ContainerOptions { Image = "busybox", ReadOnly = true, Files = [ContainerFile.FromText("/etc/x", "x")] }, "*read-only*");
    }

    [Fact]
    public async Task A_root_that_is_read_only_is_not_written_to()
    {
        await using var app = await Container.StartAsync(fixture.Engine, Sh("sleep 600") with { ReadOnly = true, Mounts = [ContainerMount.Tmpfs("/tmp")] }, Token);
        (await app.ExecAsync(["sh", "-c", "echo x >/etc/x"], Token)).Error.Should().Contain("Read-only");
        (await app.ExecAsync(["sh", "-c", "echo x >/tmp/x"], Token)).ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task A_status_may_be_what_is_wanted()
    {
        await using var app = await Container.StartAsync(
            fixture.Engine, Served("exec httpd -f -p 8080 -h /srv") with { Ready = Ready.WhenHttpAnswers(8080, "/none", HttpStatusCode.NotFound) }, Token);
        app.Endpoint(8080).Host.Should().Be("127.0.0.1");
    }

    [Fact]
    public async Task A_container_of_somebody_else_is_held_and_stays()
    {
        var image = await fixture.Engine.Images.GetAsync("busybox", Token);
        await using var theirs = fixture.Engine.NewContainer(image, "theirs").WithCommand("sh", "-c", "echo hi; sleep 600").Build();
        theirs.Invoking(fixture.Engine.Hold).Should().Throw<InvalidOperationException>("it has no ID yet");
        await theirs.StartAsync(Token);
        await using (var held = fixture.Engine.Hold(theirs))
        {
            await held.WaitForOutputAsync("^hi$", 1, Long, Token);
            (await held.ReadProcessesAsync(Token)).Should().HaveProcess("sleep");
        }

        (await fixture.Engine.Client.Containers.InspectContainerAsync(theirs.Id, Token)).State!.Running.Should().BeTrue();
    }

    [Fact]
    public async Task A_grace_of_zero_kills_at_once_and_leaves_what_has_ended_alone()
    {
        await using var deaf = await Container.StartAsync(fixture.Engine, Sh("trap '' TERM; while :; do sleep 1; done"), Token);
        var exit = await deaf.StopAsync(TimeSpan.Zero, Token);
        exit.ExitCode.Should().Be(ContainerExit.KilledExitCode);
        exit.RanFor.Should().BeLessThan(TimeSpan.FromSeconds(9), "the engine's own grace period is 10 s");
        (await deaf.StopAsync(TimeSpan.Zero, Token)).ExitCode.Should().Be(ContainerExit.KilledExitCode);
    }

    [Fact]
    public async Task Its_end_is_waited_for()
    {
        await using var job = await Container.StartAsync(fixture.Engine, Sh("sleep 0.3; echo done; exit 5"), Token);
        (await job.WaitForExitAsync(Long, Token)).ExitCode.Should().Be(5);
        (await job.WaitForExitAsync(Long, Token)).LastLines.Should().ContainSingle().Which.Text.Should().Be("done");
    }

    private static ContainerOptions Sh(string script) => new() { Image = "busybox", Command = ["sh", "-c", script] };

    private static ContainerOptions Served(string script) => Sh("mkdir -p /srv; echo Hello >/srv/index.html; " + script);

    private static ContainerOptions Checked(string check, string script) => Sh(script) with
    {
        Configure = builder => builder.WithCreateParameterModifier(create => create.Healthcheck = new()
        {
            Test = ["CMD-SHELL", check], Interval = TimeSpan.FromSeconds(0.2),
        }),
    };

    private async Task ShouldFailAsync(Enum reason, ContainerOptions options, string message)
    {
        var role = $"fails-{Guid.NewGuid():N}";
        var failure = await Record.ExceptionAsync(() => Container.StartAsync(fixture.Engine, options with { Role = role }, Token));
        (failure is WaitException wait ? (Enum)wait.Reason : failure.Should().BeOfType<ContainerException>().Which.Reason).Should().Be(reason);
        failure!.Message.Should().Match(message);
        (await fixture.Engine.ListResourcesAsync(Token)).Containers.Should().NotContain(it => it.Name.StartsWith(role));
    }
}
