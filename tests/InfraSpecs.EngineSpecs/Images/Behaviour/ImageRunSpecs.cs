using Docker.DotNet.Models;
using InfraSpecs.Images;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Images.Behaviour;

[RequiresEngine]
public sealed class ImageRunSpecs(EngineFixture fixture)
{
    private const string Trap = "trap 'echo bye; exit 5' TERM; echo up; while :; do sleep 60 & wait; done";

    private static readonly ImageReadiness Up = ImageReadiness.Output("^up$");

    private readonly Engine _engine = fixture.Engine;

    [Fact]
    public async Task An_image_without_a_shell_is_looked_at_too()
    {
        await using var echo = await ImageRun.StartAsync(_engine, new ImageRunOptions { Image = "echo", ReapWithin = TimeSpan.FromSeconds(0.5) }, Token);
        var reaping = await echo.ReapAsync(Token);
        (await echo.ReadConcernAsync(Token)).Should().HaveOneConcern(new DeclaredConcern { Programs = ["echo"], Ports = ["8080"] });
        (await echo.StopAsync(Token)).Should().HaveStopped();
        // It starts nothing and waits for nobody.
        var claim = () => reaping.Should().ReapChildren();
        claim.Should().Throw<Exception>().WithMessage("Expected reaping \"echo\" to reap ended processes, but PID 1, `/echo`, did not reap an orphan within 0.5 s.*With processes*zombie*");
    }

    [Fact]
    public async Task A_main_process_without_a_handler_is_killed_and_named()
    {
        await using var run = await StartAsync(["sleep", "1000"], stopWithin: 0.5);
        var stop = await run.StopAsync(Token);
        Failure(() => stop.Should().HaveStopped()).Should().Match(
            "Expected stop \"base\" to stop on SIGTERM within 0.5 s with exit code 0, but it was killed after *PID 1, `sleep 1000`, has no handler for SIGTERM*With stop:*What still ran:*1 sleep 1000*");
        stop.Exit.ExitCode.Should().Be(137);
    }

    [Fact]
    public async Task A_shell_that_passes_no_signal_on_is_named_with_its_child()
    {
        await using var run = await StartAsync(["sh", "-c", "echo up; sleep 1000; true"], stopWithin: 0.5, ready: Up);
        (await run.StopAsync(Token)).WhyNot(0).Should().Match("it was killed after *PID 1 is `sh -c echo up; sleep 1000; true`: it does not pass SIGTERM on to `sleep 1000`. Use exec form*");
    }

    [Fact]
    public async Task A_trap_behind_a_program_in_the_foreground_comes_too_late()
    {
        await using var run = await StartAsync(["bash", "-c", "trap 'exit 0' TERM; sleep 1000; true"], stopWithin: 0.5);
        (await run.StopAsync(Token)).WhyNot(0).Should().Match("*runs its trap for SIGTERM only when the program in the foreground, `sleep 1000`, has ended*");
    }

    [Fact]
    public async Task Under_an_init_the_signal_ends_the_program_and_orphans_are_reaped()
    {
        await using var run = await StartAsync(["sh", "-c", "echo up; exec sleep 1000"], init: true, ready: Up);
        (await run.ReapAsync(Token)).Should().ReapChildren();
        (await run.ReadConcernAsync(Token)).Programs.Select(it => it.Name).Should().Equal("sleep");
        var stop = await run.StopAsync(Token);
        stop.Should().HaveStopped(143);
        Failure(() => stop.Should().HaveStopped(0)).Should().Match("*but its exit code is 143, which is 128 + 15: SIGTERM ended it*");
    }

    [Fact]
    public async Task The_exit_code_that_is_claimed_is_the_one_of_the_handler()
    {
        await using var run = await StartAsync(["bash", "-c", Trap], ready: Up);
        var stop = await run.StopAsync(Token);
        stop.Should().HaveStopped(5);
        Failure(() => stop.Should().HaveStopped()).Should().Match("*but its exit code is 5, as of a failure*| bye*");
    }

    [Fact]
    public async Task Zombies_are_named_with_the_parent_that_does_not_wait()
    {
        await using var run = await StartAsync(["sh", "-c", "(sleep 0 & exec sleep 1000) & echo up; wait"], init: true, reapWithin: 0.5, ready: Up);
        await run.Container.WaitUntilAsync("a zombie", async token => (await run.ReapAsync(token)).Zombies.Count > 0 ? Probe.Ready(true) : Probe.NotYet<bool>("none yet"),
            TimeSpan.FromSeconds(10), Token);
        Failure(async () => (await run.ReapAsync(Token)).Should().ReapChildren()).Should().Match("*`[sleep]` (pid *) is a zombie: its parent, `sleep 1000` (pid *), does not wait for its children.*");
    }

    [Fact]
    public async Task What_is_never_up_is_an_error_that_says_what_was_missing()
    {
        var health = await HealthImageAsync("false");
        var port = () => StartAsync(["sleep", "1000"], ready: ImageReadiness.Port(81), readyWithin: 2);
        var none = () => StartAsync(["sleep", "1000"], ready: ImageReadiness.Healthy);
        var failing = () => StartAsync(["sleep", "1000"], image: health, readyWithin: 2);
        var line = () => StartAsync(["sh", "-c", "echo $API_TOKEN; sleep 1000"], ready: ImageReadiness.Output("^up$"), readyWithin: 2,
            environment: new Dictionary<string, string> { ["API_TOKEN"] = "hush-hush" });
        var ended = () => StartAsync(["sh", "-c", "echo no such thing; exit 3"]);
        var unwell = () => StartAsync(["sh", "-c", "echo no socket; exit 3"], image: health, ready: ImageReadiness.Healthy);
        var unknown = () => ImageRun.StartAsync(_engine, new ImageRunOptions { Image = "127.0.0.1:1/none:1" }, Token);
        var all = await Task.WhenAll(new[] { port, none, line, ended, unknown, unwell, failing }.Select(it => Record.ExceptionAsync(it).AsTask()));
        ShouldBe(all[0], WaitReason.TimedOut, "*nobody listens on 81/tcp; listened on: nothing*");
        ShouldBe(all[1], WaitReason.Hopeless, "*the image has no HEALTHCHECK*");
        ShouldBe(all[2], WaitReason.TimedOut, "*a line of output that matches /^up$/*of 1 line none matches, the last is '****'*");
        all[2]!.Message.Should().NotContain("hush-hush");
        ShouldBe(all[3], ContainerReason.Ended, "*exited with code 3*no such thing*");
        all[4].Should().BeOfType<ImageException>().Which.Reason.Should().Be(ImageReason.Unavailable);
        ShouldBe(all[5], ContainerReason.Ended, "*exited with code 3*no socket*");
        ShouldBe(all[6], WaitReason.TimedOut, "*its health is 'starting': exit code 1, no output*");
    }

    [Fact]
    public async Task A_health_check_that_the_image_does_not_hurry_is_hurried()
    {
        await using var run = await StartAsync(["sh", "-c", "sleep 1; touch /tmp/up; exec sleep 60"], image: await HealthImageAsync("test -e /tmp/up"), readyWithin: 20);
        (await run.Container.ExecAsync(["test", "-e", "/tmp/up"], new ExecOptions(), Token)).ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task Of_a_container_that_has_ended_nothing_can_be_seen()
    {
        await using var run = await StartAsync(["bash", "-c", "trap 'echo gone; exit 4' USR1; echo up; while :; do sleep 60 & wait; done"], ready: ImageReadiness.Output("up"));
        await _engine.Client.Containers.KillContainerAsync(run.Container.Id, new ContainerKillParameters { Signal = "USR1" }, Token);
        await _engine.Client.Containers.WaitContainerAsync(run.Container.Id, Token);
        foreach (var verb in new Func<Task>[] { () => run.StopAsync(Token), () => run.ReapAsync(Token), () => run.ReadConcernAsync(Token) })
        {
            (await verb.Should().ThrowAsync<ContainerException>().Where(e => e.Reason == ContainerReason.Ended)).WithMessage("*exited with code 4*| gone*");
        }
    }

    [Fact]
    public async Task An_image_for_another_platform_is_told_so()
    {
        using var folder = new TemporaryFolder();
        folder.Write("behaviour-foreign/app", "no program of this machine");
        folder.Write("behaviour-foreign/Dockerfile", "FROM scratch\nCOPY --chmod=755 app /app\nENTRYPOINT [\"/app\"]\n");
        var image = await _engine.Images.BuildAsync(folder.At("behaviour-foreign"), new ImageBuildOptions { Platform = "linux/s390x" }, Token);
        var run = () => ImageRun.StartAsync(_engine, new ImageRunOptions { Image = image }, Token);
        var matrix = () => EnvironmentMatrix.RunAsync(_engine, new EnvironmentMatrixOptions { Image = image, Rows = [new() { Name = "a", Port = 80 }] }, Token);
        foreach (var ran in new Func<Task>[] { run, matrix })
        {
            (await ran.Should().ThrowAsync<ImageTestException>().Where(e => e.Reason == ImageTestReason.OtherPlatform))
                .WithMessage($"{image} is for linux/s390x, and did not run on the engine's machine, which is linux/*exec format error*");
        }
    }

    private async Task<ImageRun> StartAsync(
        string[] entry, string image = "base", double stopWithin = 10, double reapWithin = 2, bool init = false, ImageReadiness? ready = null, double readyWithin = 60,
            IReadOnlyDictionary<string, string>? environment = null) =>
        await ImageRun.StartAsync(_engine, new ImageRunOptions
        {
            Image = image,
            Environment = environment ?? new Dictionary<string, string>(),
            Ready = ready ?? ImageReadiness.Declared,
            ReadyWithin = TimeSpan.FromSeconds(readyWithin),
            StopWithin = TimeSpan.FromSeconds(stopWithin),
            ReapWithin = TimeSpan.FromSeconds(reapWithin),
            Configure = it => it.WithEntrypoint(entry).WithCreateParameterModifier(create => create.HostConfig!.Init = init),
        }, Token);

    private Task<string> HealthImageAsync(string check) => InlineImage.BuildAsync(_engine, "behaviour-health", $"FROM example/busybox\nHEALTHCHECK CMD {check}\n", Token);

    private static void ShouldBe(Exception? failure, Enum reason, string message)
    {
        (failure is WaitException wait ? (Enum)wait.Reason : failure.Should().BeOfType<ContainerException>().Which.Reason).Should().Be(reason);
        failure!.Message.Should().Match(message);
    }

    private static string Failure(Action claim) => Record.Exception(claim)!.Message;

    private static string Failure(Func<Task> claim) => Record.ExceptionAsync(claim).AsTask().GetAwaiter().GetResult()!.Message;
}
