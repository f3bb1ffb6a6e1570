using Docker.DotNet.Models;
using InfraSpecs.EngineSpecs.Faults;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.EngineSpecs.Swarm.Services.ServicesCluster;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Swarm.Services;

/// <summary>Tasks that end again and again, or never begin, and what the managers do not say of them.</summary>
[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
[Collection(FailingServicesCollection.Name)]
public sealed class EndingFaultSpecs(ServicesCluster shared)
{
    private SwarmCluster Cluster => shared.Cluster;

    [Fact]
    [Fault("Swarm", "a program that ends at once with exit code 0", Names = "exit code 0: \"all done\", at once and 3 times over")]
    public async Task A_program_that_ends_at_once() => (await FailureAsync(Shell("done", "echo all done"))).ShouldNameItsFault();

    [Fact]
    [Fault("Swarm", "a script whose lines end with CRLF", Names = "exec /entry.sh: no such file or directory")]
    public async Task A_script_with_Windows_line_ends()
    {
        await using var script = await Cluster.CreateConfigAsync("crlf", "#!/bin/sh\r\nsleep 600\r\n", Token);
        var executable = new ServiceFile("crlf") { Path = "/entry.sh", Mode = UnixFileMode.UserRead | UnixFileMode.UserExecute };
        var failure = await FailureAsync(Sleeper("crlf") with { Arguments = ["/entry.sh"], Configs = [executable] });
        failure.ShouldNameItsFault();
        failure.Advice.Should().Contain("CRLF");
    }

    [Fact]
    [Fault("Swarm", "a program that the image does not have", Names = "exec: \"/no/such/program\"")]
    public async Task A_program_that_is_not_there() => (await FailureAsync(Sleeper("programless") with { Command = ["/no/such/program"] })).ShouldNameItsFault();

    [Fact]
    [Fault("Swarm", "a shell's command that is not there", Names = "exit (127): \"sh: no-such-command: not found\"")]
    public async Task A_command_that_is_not_there() => (await FailureAsync(Shell("commandless", "no-such-command"))).ShouldNameItsFault();

    [Fact]
    [Fault("Swarm", "a program that refuses its configuration", Names = "unknown directive \"proxi\"")]
    public async Task A_bare_exit_code_comes_with_the_line_that_says_most()
    {
        var options = Shell("misconfigured", "echo 'error: unknown directive \"proxi\" in line 4' >&2; echo bye >&2; exit 3") with { ConvergeWithin = TimeSpan.FromSeconds(4) };
        (await FailureAsync(options, hopeless: false)).ShouldNameItsFault();
    }

    [Fact]
    public async Task What_a_task_waits_for_may_come_and_it_converges()
    {
        await using var web = await Cluster.CreateServiceAsync(Shell("waiting", "[ -e /shared/there ] || { echo cannot connect; exit 1; }; sleep 600") with
        {
            Constraints = ["node.hostname==worker01"], Mounts = [ContainerMount.Volume("waited-for", "/shared")],
        }, Token);
        var waiting = web.WaitUntilConvergedAsync(Token);
        await Wait.UntilAsync(
            "four attempts", async linked => (await web.ReadTasksAsync(linked)).Count(it => it.HasFailed) is >= 4 and var failed ? Probe.Ready(failed) : Probe.NotYet<int>("fewer"),
            TimeSpan.FromSeconds(30), Token);
        (await Cluster["worker01"].ExecAsync(["touch", "/var/lib/docker/volumes/waited-for/_data/there"], Token)).ExitCode.Should().Be(0);
        (await waiting).Should().HaveRunningTasks(1);
    }

    [Fact]
    [Fault("Swarm", "a health check whose list begins without CMD", Names = "begins with wget and not with CMD")]
    public async Task A_health_check_whose_list_lacks_CMD()
    {
        var check = new HealthcheckConfig { Test = ["wget", "-q", "localhost"], Interval = TimeSpan.FromSeconds(0.3) };
        (await FailureAsync(Sleeper("unchecked") with { Configure = it => it.TaskTemplate!.ContainerSpec!.Healthcheck = check })).ShouldNameItsFault();
    }

    [Fact]
    [Fault("Swarm", "a health check that fails in a task whose log driver keeps nothing", Names = "with exit code 4: no table")]
    public async Task A_log_driver_that_keeps_nothing_hides_no_health_check()
    {
        var check = new TaskHealthCheck { Command = ["sh", "-c", "echo no table; exit 4"], Interval = TimeSpan.FromSeconds(0.3), Retries = 50 };
        var options = Sleeper("mute") with { HealthCheck = check, ConvergeWithin = TimeSpan.FromSeconds(4), Configure = it => it.TaskTemplate!.LogDriver = new SwarmDriver { Name = "none" } };
        (await FailureAsync(options, hopeless: false)).ShouldNameItsFault();
    }

    [Fact]
    [Fault("Swarm", "the program of a task's health check is not in the image", Names = "the health check of checkless.1 cannot be run on ")]
    public async Task A_health_check_whose_program_is_not_there()
    {
        var check = new TaskHealthCheck { Command = ["curl", "-f", "http://localhost"], Interval = TimeSpan.FromSeconds(0.5), Retries = 50 };
        var failure = await FailureAsync(Sleeper("checkless") with { HealthCheck = check });
        failure.ShouldNameItsFault();
        failure.Message.Split('\n')[0].Should().Contain("exec: \"curl\": executable file not found in $PATH.").And.NotContain("restarted");
        failure.Advice.Should().Be("put the program that the health check calls into the image, or check with one that it has.");
        failure.Elapsed.Should().BeGreaterThan(TimeSpan.FromSeconds(3)).And.BeLessThan(TimeSpan.FromSeconds(30));
    }

    [Fact]
    [Fault("Swarm", "each task is stopped, since its health check has no program", Names = "curl: not found, as of the task before it")]
    public async Task Tasks_that_end_since_their_health_check_cannot_be_run()
    {
        var check = new TaskHealthCheck { Command = ["sh", "-c", "curl -f http://localhost"], Interval = TimeSpan.FromSeconds(0.2), Retries = 2 };
        var failure = await FailureAsync(
            Sleeper("curlless") with { HealthCheck = check, Configure = it => it.TaskTemplate!.ContainerSpec!.Healthcheck!.Test = ["CMD-SHELL", "curl -f http://localhost"] });
        failure.ShouldNameItsFault();
        failure.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(30));
    }

    [Fact]
    [Fault("Swarm", "memory that runs out again and again", Names = ", where its limit is 32 MiB, 3 times over")]
    public async Task Memory_that_runs_out_again_and_again()
    {
        var failure = await FailureAsync(Shell("thirsty", "echo starting the ledger; sleep 2.5; tail /dev/zero; exit 1") with { MemoryLimit = 32 << 20, StableFor = TimeSpan.FromSeconds(20) });
        failure.ShouldNameItsFault();
        failure.Message.Split('\n')[0].Should().Contain("thirsty.1 ran out of memory on ").And.NotContain("starting the ledger");
        failure.Advice.Should().StartWith("raise the limit (ServiceOptions.MemoryLimit, ");
    }

    [Fact]
    [Fault("Swarm", "a network without free addresses", Names = "network tiny (10.99.7.0/29) has no free address")]
    public async Task A_network_without_free_addresses()
    {
        var ipam = new IPAM { Config = [new IPAMConfig { Subnet = "10.99.7.0/29" }] };
        var network = await Cluster.Client.Networks.CreateNetworkAsync(new NetworksCreateParameters { Name = "tiny", Driver = "overlay", IPAM = ipam }, Token);
        try
        {
            var options = Sleeper("crowded") with { Replicas = 8, Networks = ["tiny"], EndpointMode = EndpointMode.DnsRoundRobin, UnplaceableFor = TimeSpan.FromSeconds(1) };
            (await FailureAsync(options)).ShouldNameItsFault();
        }
        finally
        {
            await Wait.UntilAsync("removal of the network", async linked =>
            {
                try
                {
                    await Cluster.Client.Networks.DeleteNetworkAsync(network.ID, linked);
                    return Probe.Ready(true);
                }
                catch (Docker.DotNet.DockerApiException e)
                {
                    return Probe.NotYet<bool>(e.Message);
                }
            }, TimeSpan.FromSeconds(20), CancellationToken.None);
        }
    }

    private async Task<ServiceException> FailureAsync(ServiceOptions options, bool hopeless = true)
    {
        await using var service = await Cluster.CreateServiceAsync(options, Token);
        var wait = () => service.WaitUntilConvergedAsync(Token);
        var failure = (await wait.Should().ThrowAsync<ServiceException>().Where(e => e.Reason == ServiceReason.NotConverged)).Which;
        TestContext.Current.TestOutputHelper!.WriteLine($"{failure.Elapsed?.TotalSeconds:0.0} s\n{failure.Message}");
        failure.IsHopeless.Should().Be(hopeless);
        return failure;
    }
}
