using System.Text.RegularExpressions;
using InfraSpecs.EngineSpecs.Faults;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.EngineSpecs.Swarm.Services.ServicesCluster;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Swarm.Services;

/// <summary>Each breaks a service for real; the whole first line of the failure is asserted.</summary>
[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
[Collection(FailingServicesCollection.Name)]
public sealed class ServiceFailureSpecs(ServicesCluster shared)
{
    private const string Node = "(manager|worker01|worker02)";

    private SwarmCluster Cluster => shared.Cluster;

    [Fact]
    public async Task Replicas_on_one_node_only()
    {
        await using var web = await Cluster.CreateServiceAsync(Sleeper("lonely") with { Replicas = 3, Constraints = ["node.hostname==worker01"] }, Token);
        var placement = await web.WaitUntilConvergedAsync(Token);
        FirstLine(() => placement.Should().BeSpreadOver(3))
            .Should().Be("Expected placement of \"lonely\" to be spread over 3 nodes, but its 3 tasks run on 1: worker01.");
    }

    [Fact]
    public async Task A_task_that_flaps()
    {
        var options = Shell("flapping", "sleep 0.3; exit 7") with { StableFor = TimeSpan.FromSeconds(4), ConvergeWithin = TimeSpan.FromSeconds(6) };
        var failure = await FailureAsync(options, hopeless: false);
        FirstLine(failure).Should().MatchRegex(
            "^Service \"flapping\" did not converge within 6 s: [01] of 1 tasks run.*, restarted (once|[0-9]+ times) meanwhile.*"
            + $"flapping.1 failed on {Node}: task: non-zero exit \\(7\\)\\.$");
        failure.Placement!.Failed.Should().NotBeEmpty();
        failure.Message.Should().Contain("failed tasks, the latest first:");
    }

    [Fact]
    public async Task An_image_that_is_not_in_the_registry()
    {
        var failure = await FailureAsync(Sleeper("noimage") with { Image = "registry:5000/example/nothere:1" });
        FirstLine(failure).Should().MatchRegex(
            $"^Service \"noimage\" cannot converge: noimage.1 was rejected on {Node}: pulling registry:5000/example/nothere:1 failed: manifest for registry:5000/example/nothere:1 not found: manifest unknown: manifest unknown, as the one before it\\.$");
    }

    [Fact]
    public async Task A_constraint_that_no_node_meets()
    {
        var failure = await FailureAsync(Sleeper("nowhere") with { Constraints = ["node.labels.disk==ssd"] });
        FirstLine(failure).Should().Be(
            "Service \"nowhere\" cannot converge: 0 of 1 tasks run; nowhere.1 is pending: no suitable node (scheduling constraints not satisfied on 3 nodes): no node has the label node.labels.disk; there is az.");
        var everywhere = await FailureAsync(Sleeper("nowhere-global") with { Mode = ServiceMode.Global, Constraints = ["node.labels.disk==ssd"] });
        FirstLine(everywhere).Should().Be(
            "Service \"nowhere-global\" cannot converge: 0 of 0 tasks run; no active node meets its constraints (node.labels.disk==ssd): no node has the label node.labels.disk; there is az.");
    }

    [Fact]
    public async Task A_port_that_is_taken_in_host_mode()
    {
        var options = Sleeper("ports") with { Replicas = 4, Ports = [new ServicePort(80, 8080) { Mode = PortMode.Host }] };
        FirstLine(await FailureAsync(options)).Should().MatchRegex(
            "^Service \"ports\" cannot converge: [0-3] of 4 tasks run; ports.[1-4] is pending: no suitable node \\(host-mode port already in use on 3 nodes\\): port 8080/tcp is held by ports.[1-4] on [a-z0-9]+, ports.[1-4] on [a-z0-9]+, ports.[1-4] on [a-z0-9]+\\.$");
    }

    [Fact]
    public async Task More_memory_than_a_node_has()
    {
        var options = Sleeper("greedy") with { MemoryReservation = 1L << 50 };
        FirstLine(await FailureAsync(options)).Should().StartWith(
            "Service \"greedy\" cannot converge: 0 of 1 tasks run; greedy.1 is pending: no suitable node (insufficient resources on 3 nodes): it wants 1,048,576 GiB of memory, and free are ").And.Contain(" on worker01");
    }

    [Fact]
    [Fault("Swarm", "less memory than the task needs", Names = "ran out of memory")]
    public async Task Less_memory_than_the_task_needs()
    {
        var options = Shell("hungry", "sleep 0.2; tail /dev/zero") with
        {
            MemoryLimit = 32 << 20, RestartCondition = RestartCondition.None,
            StableFor = TimeSpan.FromSeconds(20), // on a busy machine it takes its time to use the memory up
        };
        var failure = await FailureAsync(options);
        failure.ShouldNameItsFault();
        FirstLine(failure).Should().MatchRegex(
            $"^Service \"hungry\" cannot converge: 0 of 1 tasks run.*; hungry.1 failed on {Node}: task: non-zero exit \\(137\\), and is not started again; hungry.1 ran out of memory on {Node}, where its limit is 32 MiB\\.$");
    }

    [Fact]
    public async Task An_old_digest_that_still_runs_after_an_update()
    {
        await shared.PushOtherAsync("example/moving:latest", "one", Token);
        await using var web = await Cluster.CreateServiceAsync(Sleeper("moving") with { Image = "example/moving:latest", Update = new UpdatePolicy { Parallelism = 0 } }, Token);
        var before = (await web.WaitUntilConvergedAsync(Token)).Running[0].Digest!;
        await shared.PushOtherAsync("example/moving:latest", "two", Token);
        await web.ForceUpdateAsync(Token);
        var forced = await web.WaitUntilConvergedAsync(Token);

        await web.UpdateAsync(it => it, Token);
        var pushed = (await web.WaitUntilConvergedAsync(Token)).Running[0].Digest!;
        pushed.Should().NotBe(before);
        FirstLine(() => forced.Should().HaveDigest(pushed)).Should().MatchRegex(
            $"^Expected forced of \"moving\" to run {pushed}, but moving.1 on {Node} runs {before}\\.$");
    }

    // Its program ends with exit code 0 each time, as its node stops it: that is no end of its work, and the database may still come.
    [Fact]
    [Fault("Swarm", "a health check that fails", Names = "with exit code 3: no database")]
    public async Task A_service_that_runs_but_whose_health_check_fails()
    {
        var options = Sleeper("sick") with
        {
            HealthCheck = new TaskHealthCheck { Command = ["sh", "-c", "echo no database; exit 3"], Interval = TimeSpan.FromSeconds(0.3), Retries = 3 },
            ConvergeWithin = TimeSpan.FromSeconds(8),
        };
        var failure = await FailureAsync(options, hopeless: false);
        failure.ShouldNameItsFault();
        FirstLine(failure).Should().MatchRegex(
            $"^Service \"sick\" did not converge within 8 s: 0 of 1 tasks run.*; the health check of sick.1 fails on {Node} with exit code 3: no database\\.$");
    }

    [Fact]
    [Fault("Swarm", "an update whose tasks fail", Names = "update paused due to failure")]
    public async Task An_update_that_is_paused()
    {
        var policy = new UpdatePolicy { Parallelism = 0, Monitor = TimeSpan.FromSeconds(2) };
        await using var web = await Cluster.CreateServiceAsync(Sleeper("paused") with { Update = policy }, Token);
        await web.WaitUntilConvergedAsync(Token);
        await web.UpdateAsync(it => it with { Arguments = ["false"] }, Token);
        var failure = await FailureAsync(web, hopeless: true);
        failure.ShouldNameItsFault();
        FirstLine(failure).Should().MatchRegex(
            "^Service \"paused\" cannot converge: its update is paused: update paused due to failure or early termination of task [a-z0-9]+; "
            + $"paused.1 failed on {Node}: task: non-zero exit \\(1\\)\\.$");
    }

    [Fact]
    public async Task An_update_that_is_taken_back_by_itself()
    {
        var policy = new UpdatePolicy { Parallelism = 0, Monitor = TimeSpan.FromSeconds(2), FailureAction = UpdateFailureAction.Rollback };
        await using var web = await Cluster.CreateServiceAsync(Sleeper("taken-back") with { Update = policy }, Token);
        await web.WaitUntilConvergedAsync(Token);
        await web.UpdateAsync(it => it with { Arguments = ["false"] }, Token);
        FirstLine(await FailureAsync(web, hopeless: true)).Should().StartWith(
            "Service \"taken-back\" cannot converge: the update failed and is taken back, its update is rollback_").And.Contain("non-zero exit (1)");
    }

    [Fact]
    [Fault("Swarm", "a secret that the cluster does not have", Names = "the secret \"db_password\", which the cluster does not have")]
    public async Task A_secret_that_is_missing()
    {
        await using var other = await Cluster.CreateSecretAsync("there", "value", Token);
        var create = () => Cluster.CreateServiceAsync(Sleeper("secretless") with { Secrets = [new ServiceFile("db_password")] }, Token);
        var failure = (await create.Should().ThrowAsync<ServiceException>().Where(e => e.Reason == ServiceReason.FileMissing)).Which;
        FirstLine(failure).Should().Be("Service \"secretless\" asks for the secret \"db_password\", which the cluster does not have.");
        failure.ShouldNameItsFault();
        failure.Message.Should().Contain("It has: there.");
        (await Cluster.ReadServicesAsync(Token)).Should().NotContain(it => it.Name == "secretless");
    }

    [Fact]
    [Fault("Swarm", "a folder that no node has", Names = "bind source path does not exist: /no/such/folder")]
    public async Task A_folder_that_no_node_has()
    {
        var failure = await FailureAsync(Sleeper("folderless") with { Mounts = [ContainerMount.Bind("/no/such/folder", "/data")] });
        failure.ShouldNameItsFault();
        FirstLine(failure).Should().MatchRegex(
            $"^Service \"folderless\" cannot converge: folderless.1 was rejected on {Node}: invalid mount config for type \"bind\": bind source path does not exist: /no/such/folder, as the one before it\\.$");
    }

    [Fact]
    public async Task A_task_that_ends_and_is_not_started_again()
    {
        var failure = await FailureAsync(Shell("once", "echo good bye") with { RestartCondition = RestartCondition.OnFailure });
        FirstLine(failure).Should().MatchRegex($"^Service \"once\" cannot converge: 0 of 1 tasks run.*; once.1 ended on {Node} with exit code 0: \"good bye\", and is not started again\\.$");
        var attempts = await FailureAsync(Shell("twice", "echo I cannot go on; exit 4") with { RestartDelay = TimeSpan.Zero, RestartMaxAttempts = 1 });
        FirstLine(attempts).Should().MatchRegex($"^Service \"twice\" cannot converge: 0 of 1 tasks run.*; twice.1 failed on {Node}: task: non-zero exit \\(4\\): \"I cannot go on\", and is not started again\\.$");
        attempts.Message.Should().Contain("| I cannot go on");
    }

    [Fact]
    [Fault("Swarm", "a job whose tasks fail", Names = "non-zero exit (2), and its restarts allow no more")]
    public async Task A_job_whose_tasks_fail()
    {
        var failure = await FailureAsync(Shell("failing-job", "exit 2") with { Mode = ServiceMode.ReplicatedJob, RestartCondition = RestartCondition.None });
        failure.ShouldNameItsFault();
        FirstLine(failure).Should().MatchRegex(
            $"^Service \"failing-job\" cannot converge: 0 of 1 tasks completed; failing-job.0 failed on {Node}: task: non-zero exit \\(2\\), and its restarts allow no more\\.$");
    }

    [Fact]
    [Fault("Swarm", "a service that is removed while it is waited for", Names = "the service was removed")]
    public async Task A_service_that_was_removed_meanwhile()
    {
        var web = await Cluster.CreateServiceAsync(Sleeper("gone") with { Constraints = ["node.labels.disk==ssd"] }, Token);
        var waiting = web.WaitUntilConvergedAsync(Token);
        await web.RemoveAsync(Token);
        var failure = (await ((Func<Task>)(() => waiting)).Should().ThrowAsync<ServiceException>().Where(e => e.Reason == ServiceReason.NotConverged)).Which;
        failure.ShouldNameItsFault();
        FirstLine(failure).Should().Be("Service \"gone\" cannot converge: the service was removed.");
    }

    [Fact]
    [Fault("Swarm", "a service is scaled that was removed", Names = "Service \"removed\" was removed.")]
    public async Task Every_verb_of_a_service_that_was_removed_says_so()
    {
        var web = await Cluster.CreateServiceAsync(Sleeper("removed"), Token);
        await web.RemoveAsync(Token);
        Func<Task>[] verbs =
        [
            () => web.ScaleAsync(2, Token), () => web.UpdateAsync(it => it, Token), () => web.ForceUpdateAsync(Token), () => web.RollBackAsync(Token), () => web.ReadTasksAsync(Token),
            () => web.ReadPlacementAsync(Token), () => web.ReadUpdateAsync(Token), () => web.ReadLogAsync(Token),
        ];
        foreach (var verb in verbs) (await verb.Should().ThrowAsync<ServiceException>().Where(e => e.Reason == ServiceReason.NotFound)).Which.ShouldNameItsFault();
    }

    [Fact]
    public async Task What_the_managers_refuse_is_said_in_their_words()
    {
        await using var web = await Cluster.CreateServiceAsync(Sleeper("twin"), Token);
        var again = () => Cluster.CreateServiceAsync(Sleeper("twin"), Token);
        FirstLine((await again.Should().ThrowAsync<ServiceException>().Where(e => e.Reason == ServiceReason.Refused)).Which).Should().Match(
            "The managers refuse to create service \"twin\": *name conflicts with an existing object*");
        var back = () => web.RollBackAsync(Token);
        FirstLine((await back.Should().ThrowAsync<ServiceException>().Where(e => e.Reason == ServiceReason.Refused)).Which)
            .Should().StartWith("The managers refuse to roll back service \"twin\": ").And.Contain("previous spec");
        var network = () => Cluster.CreateServiceAsync(Sleeper("netless") with { Networks = ["no-such-network"] }, Token);
        FirstLine((await network.Should().ThrowAsync<ServiceException>().Where(e => e.Reason == ServiceReason.Refused)).Which).Should().Be("The managers refuse to create service \"netless\": network no-such-network not found");
        var missing = () => Cluster.HoldServiceAsync("no-such-service", Token);
        FirstLine((await missing.Should().ThrowAsync<ServiceException>().Where(e => e.Reason == ServiceReason.NotFound)).Which).Should().Be("There is no service \"no-such-service\" in the cluster.");
    }

    private async Task<ServiceException> FailureAsync(ServiceOptions options, bool hopeless = true)
    {
        await using var service = await Cluster.CreateServiceAsync(options, Token);
        return await FailureAsync(service, hopeless);
    }

    private static async Task<ServiceException> FailureAsync(Service service, bool hopeless)
    {
        var wait = () => service.WaitUntilConvergedAsync(Token);
        var failure = (await wait.Should().ThrowAsync<ServiceException>().Where(e => e.Reason == ServiceReason.NotConverged)).Which;
        TestContext.Current.TestOutputHelper!.WriteLine($"{failure.Elapsed?.TotalSeconds:0.0} s\n{failure.Message}");
        failure.IsHopeless.Should().Be(hopeless);
        return failure;
    }

    private static string FirstLine(Action claim) => FirstLine(claim.Should().Throw<SpecFailedException>().Which);

    private static string FirstLine(Exception e) => Regex.Match(e.Message, "^.*").Value;
}
