using System.Text.RegularExpressions;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.EngineSpecs.Swarm.Services.ServicesCluster;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Swarm.Services;

/// <summary>How long tasks must run until a service counts as converged, where its options leave that open.</summary>
[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
[Collection(ServicesCollection.Name)]
public sealed class StabilitySpecs(ServicesCluster shared)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(13);

    private SwarmCluster Cluster => shared.Cluster;

    [Fact]
    public async Task Tasks_that_end_after_three_seconds_do_not_converge_in_whatever_way_they_end()
    {
        var slot = new Dictionary<string, string> { ["SLOT"] = "{{.Task.Slot}}" };
        var restarted = "(, restarted (once|[0-9]+ times) meanwhile)";
        await Task.WhenAll(
            FlapsAsync(Open("flaps", "sleep 3; exit 1"), $"[01] of 1 tasks run.*{restarted}.*flaps.1 failed on .*: task: non-zero exit \\(1\\)\\.$"),
            FlapsAsync(Open("flaps-slowly", "sleep 3; exit 1") with { RestartDelay = TimeSpan.FromSeconds(6) }, "[01] of 1 tasks run.*flaps-slowly.1 (failed|is ready) on .*$"),
            FlapsAsync(Open("one-flaps", "[ $SLOT != 2 ] || { sleep 3; exit 1; }; sleep 600") with { Replicas = 10, Environment = slot }, $"(9|10) of 10 tasks run.*{restarted}.*one-flaps.2 failed on .*$"),
            FlapsAsync(Open("ends", "sleep 3") with { RestartDelay = TimeSpan.Zero, RestartCondition = RestartCondition.Any }, $"[01] of 1 tasks run.*{restarted}.*$"));
    }

    [Fact]
    public async Task A_task_must_outlive_those_that_ended_before_it() => await Task.WhenAll(
        ConvergesOnceAsync(Open("outlives", "sleep 6; exit 1"), "non-zero exit"),
        ConvergesOnceAsync(
            Open("sickens", "sleep 3; touch /sick; sleep 600") with { HealthCheck = Healthy("test ! -f /sick") with { Interval = TimeSpan.FromSeconds(0.3), Retries = 1 } }, "unhealthy"));

    [Fact]
    public async Task Tasks_with_a_health_check_need_a_second_whoever_has_it_and_jobs_none()
    {
        await shared.PushOtherAsync("example/checked:latest", "checked", Token, "HEALTHCHECK --interval=300ms CMD true");
        await using var said = await Cluster.CreateServiceAsync(Open("checked", "sleep 600") with { HealthCheck = Healthy("true") }, Token);
        await using var images = await Cluster.CreateServiceAsync(Open("checked-image", "sleep 600") with { Image = "example/checked:latest" }, Token);
        await using var none = await Cluster.CreateServiceAsync(Open("turned-off", "sleep 600") with { Image = "example/checked:latest", HealthCheck = new TaskHealthCheck { Command = [] } }, Token);
        await using var job = await Cluster.CreateServiceAsync(Open("brief", "true") with { Mode = ServiceMode.ReplicatedJob }, Token);
        var ran = await Task.WhenAll(new[] { said, images, none, job }.Select(it => it.WaitUntilConvergedAsync(Token)));
        foreach (var quick in ran[..2]) RanFor(quick).Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(1)).And.BeLessThan(TimeSpan.FromSeconds(5));
        RanFor(ran[2]).Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(5));
        ran[3].Tasks.Should().OnlyContain(it => it.State == TaskState.Complete);

        static TimeSpan RanFor(Placement placement) => placement.ReadAt - placement.Running[0].Since;
    }

    [Fact]
    public async Task Where_the_managers_remember_nothing_no_claim_about_restarts_holds()
    {
        await using var web = await Cluster.CreateServiceAsync(Sleeper("forgotten"), Token);
        (await web.WaitUntilConvergedAsync(Token)).Should().HaveNoRestarts();
        await RememberAsync(0);
        try
        {
            (await web.ReadPlacementAsync(Token)).Invoking(it => it.Should().HaveNoRestarts()).Should().Throw<SpecFailedException>()
                .WithMessage("*the managers remember no tasks that ended*proves nothing*");
        }
        finally
        {
            await RememberAsync(5);
        }
    }

    private async Task RememberAsync(int tasks) =>
        (await Cluster.Manager.ExecAsync(["docker", "swarm", "update", $"--task-history-limit={tasks}"], CancellationToken.None)).ExitCode.Should().Be(0);

    private static ServiceOptions Open(string name, string script) => Shell(name, script) with { StableFor = null, ConvergeWithin = Patience };

    private static TaskHealthCheck Healthy(string script) => new() { Command = ["sh", "-c", script], Interval = TimeSpan.FromSeconds(0.3) };

    private async Task FlapsAsync(ServiceOptions options, string told)
    {
        await using var service = await Cluster.CreateServiceAsync(options, Token);
        Regex.Match((await FailureAsync(service)).Message, "^.*").Value.Should().MatchRegex($"^Service \"{options.Name}\" did not converge within 13 s: {told}");
    }

    private async Task ConvergesOnceAsync(ServiceOptions options, string end)
    {
        await using var web = await Cluster.CreateServiceAsync(options, Token);
        (await web.WaitUntilConvergedAsync(Token)).Should().HaveRunningTasks(1).And.HaveNoRestarts();
        await Wait.UntilAsync("its first end", async linked => (await web.ReadPlacementAsync(linked)).Restarted.Count > 0 ? Probe.Ready(true) : Probe.NotYet<bool>("it runs"), Patience, Token);
        var failure = await FailureAsync(web);
        failure.Message.Should().Contain(end);
        failure.Placement.Invoking(it => it!.Should().HaveNoRestarts()).Should().Throw<SpecFailedException>();
    }

    private static async Task<ServiceException> FailureAsync(Service service)
    {
        var failure = (await service.Awaiting(it => it.WaitUntilConvergedAsync(Token)).Should().ThrowAsync<ServiceException>().Where(e => e.Reason == ServiceReason.NotConverged)).Which;
        TestContext.Current.TestOutputHelper!.WriteLine(failure.Message);
        return failure;
    }
}
