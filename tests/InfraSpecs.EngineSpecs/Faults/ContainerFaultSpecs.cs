using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Faults;

/// <summary>Containers of any image: what they die of, and what they are never up for.</summary>
[RequiresEngine]
public sealed class ContainerFaultSpecs(EngineFixture fixture)
{
    private static readonly TimeSpan Briefly = TimeSpan.FromSeconds(1);

    [Fact]
    [Fault("Container", "its program prints why, and then something less telling, and ends", Names = "app: unrecognized option '--nonesuch'")]
    public async Task It_ends_with_its_reason_above_its_last_line()
    {
        var failure = await FailureOfAsync(Sh("echo \"app: unrecognized option '--nonesuch'\" >&2; echo 'no files remaining' >&2; exit 2") with { Ready = Ready.WhenPortAccepts(80) });
        failure.ShouldNameItsFault();
    }

    [Fact]
    [Fault("Container", "it uses more memory than it may", Names = "out of memory")]
    public async Task It_runs_out_of_memory()
    {
        var failure = await FailureOfAsync(Sh("exec tail -c 100m /dev/zero") with { Memory = 16 << 20, Ready = Ready.WhenPortAccepts(80) });
        failure.ShouldNameItsFault();
        failure.Message.Should().Contain("give it more memory than 16 MiB");
    }

    [Fact]
    [Fault("Container", "its daemon goes into the background", Names = "exited with code 0 after")]
    public async Task It_ends_with_code_0()
    {
        var failure = await FailureOfAsync(Sh("sleep 100 & exit 0") with { Ready = Ready.WhenPortAccepts(80) });
        failure.ShouldNameItsFault();
        failure.Message.Should().Contain("keep the main process in the foreground");
    }

    [Fact]
    [Fault("Container", "somebody killed it", Names = "exited with code 137 (SIGKILL) after")]
    public async Task It_is_killed_from_outside()
    {
        await using var container = await ShellContainer.StartAsync(fixture.Engine, "exec sleep 100", Token, "busybox");
        await fixture.Engine.Client.Containers.KillContainerAsync(container.Id, new() { Signal = "SIGKILL" }, Token);
        var failure = (await Record.ExceptionAsync(() => container.ExecAsync(["true"], Token)))!;
        failure.ShouldNameItsFault();
        failure.Message.Should().Contain("look for what killed it");
    }

    [Fact]
    [Fault("Container", "it crashes", Names = "(SIGSEGV)")]
    public async Task It_crashes() => (await FailureOfAsync(Sh("sh -c 'kill -SEGV $$'; exit 139") with { Ready = Ready.WhenPortAccepts(80) })).ShouldNameItsFault();

    [Fact]
    [Fault("Container", "it was removed under the spec", Names = "the container was removed")]
    public async Task It_is_removed()
    {
        await using var container = await ShellContainer.StartAsync(fixture.Engine, "exec sleep 100", Token, "busybox");
        await fixture.Engine.Client.Containers.RemoveContainerAsync(container.Id, new() { Force = true }, Token);
        (await Record.ExceptionAsync(() => container.ExecAsync(["true"], Token)))!.ShouldNameItsFault();
    }

    [Fact]
    [Fault("Container", "its command is not in the image", Names = "\"/nowhere/program\": stat /nowhere/program: no such file or directory")]
    public async Task Its_command_is_not_there() => (await FailureOfAsync(new ContainerOptions { Image = "busybox", Command = ["/nowhere/program"] })).ShouldNameItsFault();

    [Fact]
    [Fault("Container", "its script is not executable", Names = "permission denied")]
    public async Task Its_script_is_not_executable() =>
        (await FailureOfAsync(new ContainerOptions { Image = "busybox", Files = [ContainerFile.FromText("/run.sh", "#!/bin/sh\n")], Command = ["/run.sh"] })).ShouldNameItsFault();

    [Fact]
    [Fault("Container", "its script has CRLF line ends", Names = "exec /run.sh: no such file or directory")]
    public async Task Its_script_has_carriage_returns() => (await FailureOfAsync(new ContainerOptions
    {
        Image = "busybox", Files = [ContainerFile.FromText("/run.sh", "#!/bin/sh\r\n") with { Mode = (UnixFileMode)Convert.ToInt32("0755", 8) }], Command = ["/run.sh"],
        Ready = Ready.WhenPortAccepts(80),
    })).ShouldNameItsFault();

    [Fact]
    [Fault("Container", "its user is not in the image", Names = "unable to find user nobody-knows")]
    public async Task Its_user_is_not_there() => (await FailureOfAsync(Sh("true") with { User = "nobody-knows" })).ShouldNameItsFault();

    [Fact]
    [Fault("Container", "its network is not there", Names = "network of-nobody not found")]
    public async Task Its_network_is_not_there() => (await FailureOfAsync(Sh("true") with { Networks = ["of-nobody"] })).ShouldNameItsFault();

    [Fact]
    [Fault("Container", "its port of the machine is taken", Names = "address already in use")]
    public async Task Its_port_is_taken()
    {
        await using var first = await Container.StartAsync(fixture.Engine, Sh("sleep 100") with { Ports = [80] }, Token);
        var (_, taken) = first.GetPublishedAddress(80);
        (await FailureOfAsync(Sh("sleep 100") with { Configure = it => it.WithPortBinding(taken, 80) })).ShouldNameItsFault();
    }

    [Fact]
    [Fault("Container", "it listens on another port", Names = "port 8080 closed the connection at once; it listens on port 9090")]
    public async Task It_listens_elsewhere()
    {
        var failure = await FailureOfAsync(Sh("echo listening on 9090; exec httpd -f -p 9090") with { Ready = Ready.WhenPortAccepts(8080), ReadyWithin = Briefly });
        failure.ShouldNameItsFault();
        failure.Message.Should().Contain("| listening on 9090");
    }

    [Fact]
    [Fault("Container", "it listens on its loopback alone", Names = "it listens on 127.0.0.1:8080 alone, which is reached from inside it only")]
    public async Task It_listens_for_itself_alone() =>
        (await FailureOfAsync(Sh("exec httpd -f -p 127.0.0.1:8080") with { Ready = Ready.WhenHttpAnswers(8080), ReadyWithin = Briefly })).ShouldNameItsFault();

    [Fact]
    [Fault("Container", "it listens on no port", Names = "nothing in it listens on any port")]
    public async Task It_listens_nowhere() =>
        (await FailureOfAsync(Sh("sleep 100") with { Ready = Ready.WhenPortAccepts(8080), ReadyWithin = Briefly })).ShouldNameItsFault();

    [Fact]
    [Fault("Container", "it answers with another status", Names = "GET /health answered 404 Not Found")]
    public async Task It_answers_with_another_status() =>
        (await FailureOfAsync(Sh("exec httpd -f -p 8080") with { Ready = Ready.WhenHttpAnswers(8080, "/health"), ReadyWithin = Briefly })).ShouldNameItsFault();

    [Fact]
    [Fault("Container", "its health check fails", Names = "exit code 1, cat: can't open '/tmp/up': No such file or directory")]
    public async Task Its_health_check_fails() => (await FailureOfAsync(Sh("sleep 100") with
    {
        Ready = Ready.WhenHealthy,
        Configure = it => it.WithCreateParameterModifier(create => create.Healthcheck = new()
        {
            Test = ["CMD-SHELL", "cat /tmp/up"], Interval = TimeSpan.FromMilliseconds(100), Retries = 1,
        }),
    })).ShouldNameItsFault();

    [Fact]
    [Fault("Container", "the program of its health check is not in the image", Names = "cannot be run (exec: \"curl\": executable file not found in $PATH)")]
    public async Task The_program_of_its_health_check_is_missing() => (await FailureOfAsync(Checked("CMD", "curl", "-f", "http://127.0.0.1/"))).ShouldNameItsFault();

    [Fact]
    [Fault("Container", "the program that the shell of its health check calls is not in the image", Names = "cannot be run (curl: not found)")]
    public async Task The_program_of_its_health_checks_shell_is_missing() => (await FailureOfAsync(Checked("CMD-SHELL", "curl -f http://127.0.0.1/ || exit 1"))).ShouldNameItsFault();

    [Fact]
    public async Task A_program_of_its_health_check_that_its_entry_point_brings_is_waited_for()
    {
        var late = Sh("sleep 1; printf '#!/bin/sh\n' >/bin/late; chmod +x /bin/late; exec sleep 100");
        await using var container = await Container.StartAsync(fixture.Engine, late with { Ready = Ready.WhenHealthy, Configure = Checked("CMD", "late").Configure }, Token);
    }

    [Fact]
    [Fault("Container", "its log driver keeps nothing", Names = "configured logging driver does not support reading")]
    public async Task Its_log_driver_keeps_nothing()
    {
        await using var container = await Container.StartAsync(
            fixture.Engine, Sh("echo up; sleep 1; exit 3") with { Configure = it => it.WithCreateParameterModifier(create => create.HostConfig!.LogConfig = new() { Type = "none" }) }, Token);
        (await Record.ExceptionAsync(() => container.WaitForOutputAsync("up", 1, Briefly, Token)))!.ShouldNameItsFault();
        await container.WaitForExitAsync(TimeSpan.FromSeconds(20), Token);
        (await container.Awaiting(it => it.ExecAsync(["true"], Token)).Should().ThrowAsync<ContainerException>().Where(e => e.Reason == ContainerReason.Ended))
            .WithMessage("*exited with code 3*What it printed is not kept: its log driver is none.*");
    }

    [Fact]
    [Fault("Container", "a file is waited for that nobody writes", Names = "/var/log/app.log does not exist")]
    public async Task A_file_never_comes()
    {
        await using var container = await ShellContainer.StartAsync(fixture.Engine, "exec sleep 100", Token, "busybox");
        (await Record.ExceptionAsync(() => container.WaitForFileLinesAsync("/var/log/app.log", "up", 1, Briefly, Token)))!.ShouldNameItsFault();
    }

    [Fact]
    [Fault("Container", "a path leads through a file", Names = "there is no such file in the container")]
    public async Task A_path_leads_through_a_file()
    {
        await using var container = await ShellContainer.StartAsync(fixture.Engine, "ln -s /tmp/loop /tmp/loop; exec sleep 100", Token, "busybox");
        (await container.FindFileAsync("/etc/passwd/x", Token)).Should().BeNull();
        (await container.FindFileAsync("/" + new string('x', 300), Token)).Should().BeNull();
        var file = await container.FindFileAsync("/etc/passwd/x", Token);
        ((Action)(() => file.Should().Exist())).Should().Throw<Exception>().Which.ShouldNameItsFault();
    }

    private static ContainerOptions Sh(string script) => new() { Image = "busybox", Command = ["sh", "-c", script] };

    private async Task<Exception> FailureOfAsync(ContainerOptions options)
    {
        var failure = await Record.ExceptionAsync(async () => await (await Container.StartAsync(fixture.Engine, options, Token)).DisposeAsync());
        failure.Should().BeAssignableTo<InfraSpecsException>();
        return failure!;
    }

    /// <summary>Its check does not count for a minute: whoever waits for that waits long.</summary>
    private static ContainerOptions Checked(params string[] test) => Sh("sleep 100") with
    {
        Ready = Ready.WhenHealthy,
        Configure = it => it.WithCreateParameterModifier(create => create.Healthcheck = new() { Test = test, Interval = TimeSpan.FromMilliseconds(250), Retries = 1000 }),
    };
}
