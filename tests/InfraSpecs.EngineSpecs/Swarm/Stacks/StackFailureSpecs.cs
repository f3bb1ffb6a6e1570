using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.EngineSpecs.Swarm.Stacks.StacksCluster;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Swarm.Stacks;

/// <summary>Each breaks a stack for real; what a spec sees of it, and the first line of the failure, is asserted.</summary>
[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
[Collection(FailingStacksCollection.Name)]
public sealed class StackFailureSpecs(StacksCluster shared) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http = new();

    private SwarmCluster Cluster => shared.Cluster;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task A_backend_by_a_wrong_name_and_one_in_another_network_are_502_and_the_proxy_says_why()
    {
        var text = await File.ReadAllTextAsync(Echo.File, Token);
        using var wrong = new StackFolderOnDisk(text.Replace("echo_api:8080", "ecoh_api:8080", StringComparison.Ordinal));
        await using var ingress = await Cluster.DeployStackAsync(Ingress, Token);
        await using var echo = await Cluster.DeployStackAsync(Echo with { File = wrong.File }, Token);
        (await echo.WaitUntilConvergedAsync(Token)).Should().HaveServices("api", "nginx").And.RunAllTasks();
        await SaysAsync(echo, "nginx", "ecoh_api could not be resolved (3: Host not found)");

        wrong.Write("app/stack.yml", text.Replace("endpoint_mode: dnsrr\n    networks:\n      - ch03\n\n", "endpoint_mode: dnsrr\n    networks: [apart]\n\n",
            StringComparison.Ordinal) + "  apart: {}\n");
        await echo.UpdateAsync(it => it, Token);
        await echo.WaitUntilConvergedAsync(Token);
        await SaysAsync(echo, "nginx", "echo_api could not be resolved (3: Host not found)");
    }

    [Fact]
    public async Task An_api_that_is_down_is_502_from_a_proxy_that_is_up_and_no_proxy_is_503()
    {
        await using var ingress = await Cluster.DeployStackAsync(Ingress, Token);
        await SeesAsync(503);
        await using var echo = await Cluster.DeployStackAsync(Echo, Token);
        await echo.WaitUntilConvergedAsync(Token);
        await SeesAsync(200);
        var api = await echo.HoldServiceAsync("api", Token);
        await api.ScaleAsync(0, Token);
        await SeesAsync(502);
        using (var answer = await _http.GetAsync(Cluster.Endpoint(80), Token)) answer.Headers.GetValues("X-Proxied-By").Should().ContainSingle();
        (await echo.ReadPlacementAsync(Token)).Should().HaveServices("api", "nginx").And.HaveService("nginx").Which.Should().HaveRunningTasks(3);

        await api.ScaleAsync(1, Token);
        await SeesAsync(200);
        await (await echo.HoldServiceAsync("nginx", Token)).RemoveAsync(Token);
        await SeesAsync(503);
    }

    [Theory]
    [InlineData("restart_policy: {condition: on-failure, delay: 0s, max_attempts: 2}", "used_up.1 failed on .*non-zero exit \\(3\\), and is not started again")]
    [InlineData("restart_policy: {condition: any, delay: 0s, max_attempts: 1, window: 60s}", "used_up.1 failed on .*non-zero exit \\(3\\), and is not started again")]
    [InlineData("mode: replicated-job, restart_policy: {condition: on-failure, delay: 0s, max_attempts: 1}", "used_up.0 failed on .*non-zero exit \\(3\\), and its restarts allow no more")]
    public async Task Attempts_that_are_used_up_end_the_wait_at_once(string deploy, string why)
    {
        using var folder = new StackFolderOnDisk(
            $"version: \"3.8\"\nservices:\n  up:\n    image: example/busybox:latest\n    command: [sh, -c, 'exit 3']\n    depends_on: [none]\n    deploy: {{{deploy}}}\n  none: {{image: example/none, deploy: {{replicas: 0}}}}\n");
        // What ends at once may run for a second on a busy machine.
        await using var stack = await Cluster.DeployStackAsync(folder.Options("used") with { StableFor = TimeSpan.FromSeconds(5) }, Token);
        var failure = (await stack.Invoking(it => it.WaitUntilConvergedAsync(Token)).Should().ThrowAsync<StackException>().Where(e => e.Reason == StackReason.NotConverged)).Which;
        FirstLine(failure).Should().MatchRegex($"^Stack \"used\" cannot converge: service \"up\": .*{why}");
        failure.IsHopeless.Should().BeTrue();
        failure.Message.Should().Contain($"The deploy warned: {folder.File}:6: service up: depends_on is ignored by Swarm: ");
    }

    [Fact]
    public async Task A_replica_on_the_manager()
    {
        using var everywhere = new StackFolderOnDisk(StackSpecs.Two("3"));
        await using var stack = await Cluster.DeployStackAsync(everywhere.Options("everywhere"), Token);
        var placement = await stack.WaitUntilConvergedAsync(Token);
        FirstLine(Throws(() => placement["one"].Should().AvoidManagers())).Should().MatchRegex(
            "^Expected placement.* of \"everywhere_one\" to run only on node.role!=manager, but everywhere_one.[1-3] runs on manager\\.$");
    }

    [Fact]
    public async Task A_removed_replica_that_still_serves()
    {
        // An HAProxy that asks for the addresses once a minute.
        var text = await File.ReadAllTextAsync(Ingress.File, Token);
        using var stale = new StackFolderOnDisk(text.Replace(
            "    networks:\n", "    entrypoint: [sh, -c, \"sed -i 's/hold valid .*/hold valid 60s/' /etc/haproxy/head.cfg; exec sh /usr/local/bin/start.sh\"]\n    networks:\n", StringComparison.Ordinal));
        await using var echo = await Cluster.DeployStackAsync(Echo, Token);
        await echo.WaitUntilConvergedAsync(Token);
        await using var ingress = await Cluster.DeployStackAsync(Ingress with { File = stale.File }, Token);
        await ingress.WaitUntilConvergedAsync(Token);
        await SeesAsync(200);
        await (await echo.HoldServiceAsync("nginx", Token)).ScaleAsync(1, Token);
        // The others are removed, though they have two more seconds before they are told to stop.
        var placement = await Wait.UntilAsync(
            "placement after the removal",
            async token => (await echo.ReadPlacementAsync(token))["nginx"] is { Running.Count: 1 } one ? Probe.Ready(one) : Probe.NotYet<Placement>("more than one task runs"),
            TimeSpan.FromSeconds(15),
            Token);
        await using var probe = await HttpProbe.StartAsync(Cluster.Endpoint(80), Token);
        await probe.WaitForRequestsAsync(30, Token);
        var report = await probe.StopAsync(Token);
        FirstLine(Throws(() => report.Should().HaveBeenPassedOnByEveryTaskOf(placement))).Should().MatchRegex(
            "^Expected report to have been passed on by every task of echo_nginx, but .*[0-9]+ came from [0-9a-f]{12}, which was echo_nginx.[1-3] on worker0[12] and is [a-z]+");
    }

    [Fact]
    public async Task A_published_port_that_is_taken()
    {
        await using var ingress = await Cluster.DeployStackAsync(Ingress, Token);
        await ingress.WaitUntilConvergedAsync(Token);
        await using var other = await Cluster.DeployStackAsync(Ingress with { Name = "other" }, Token);
        var wait = () => other.WaitUntilConvergedAsync(Token);
        var failure = (await wait.Should().ThrowAsync<StackException>().Where(e => e.Reason == StackReason.NotConverged)).Which;
        FirstLine(failure).Should().Be(
            "Stack \"other\" cannot converge: service \"haproxy\": 0 of 1 tasks run; other_haproxy.manager is pending: host-mode port already in use on 1 node: port 80/tcp is held by ingress_haproxy on manager; port 1936/tcp is held by ingress_haproxy on manager.");
        failure.IsHopeless.Should().BeTrue();

        using var clash = new StackFolderOnDisk("version: \"3.8\"\nservices:\n  a:\n    image: example/busybox\n    ports: [\"8080:80\"]\n  b:\n    image: example/busybox\n    ports: [\"8080:80\"]\n");
        var deploy = () => Cluster.DeployStackAsync(clash.Options("clash"), Token);
        FirstLine((await deploy.Should().ThrowAsync<StackException>().Where(e => e.Reason == StackReason.Refused)).Which).Should().MatchRegex(
            ":[36]: failed to create service clash_[ab]: .*port '8080' is already in use by service 'clash_[ab]'.* as an ingress port$");
    }

    [Fact]
    public async Task An_image_that_no_registry_has()
    {
        using var folder = new StackFolderOnDisk("version: \"3.8\"\nservices:\n  api:\n    image: registry:5000/example/nothere:1\n    deploy: {restart_policy: {delay: 0s}}\n");
        await using var stack = await Cluster.DeployStackAsync(folder.Options("imageless"), Token);
        var wait = () => stack.WaitUntilConvergedAsync(Token);
        FirstLine((await wait.Should().ThrowAsync<StackException>().Where(e => e.Reason == StackReason.NotConverged)).Which).Should().MatchRegex(
            "^Stack \"imageless\" cannot converge: service \"api\": imageless_api.1 was rejected on [a-z0-9]+: pulling registry:5000/example/nothere:1 failed: manifest for registry:5000/example/nothere:1 not found: manifest unknown: manifest unknown, as the one before it\\.$");
    }

    [Fact]
    public async Task A_service_whose_health_check_fails_beside_one_that_is_well()
    {
        using var folder = new StackFolderOnDisk(StackSpecs.Two("1").TrimEnd() + "\n    healthcheck: {test: echo no database; exit 3, interval: 300ms, retries: 20}\n");
        await using var stack = await Cluster.DeployStackAsync(folder.Options("half-sick") with { ConvergeWithin = TimeSpan.FromSeconds(6) }, Token);
        var wait = () => stack.WaitUntilConvergedAsync(Token);
        var failure = (await wait.Should().ThrowAsync<StackException>().Where(e => e.Reason == StackReason.NotConverged)).Which;
        FirstLine(failure).Should().MatchRegex(
            "^Stack \"half-sick\" did not converge within 6 s: service \"two\": 0 of 1 tasks run; half-sick_two.1 is starting on [a-z0-9]+; the health check of half-sick_two.1 fails on [a-z0-9]+ with exit code 3: no database\\.$");
        failure.Services.Keys.Should().Equal("two");
        failure.Message.Should().Contain("half-sick_one: 1 of 1 running");
        FirstLine(Throws(() => failure.Placement!.Should().RunAllTasks())).Should().MatchRegex(
            "^Expected .+ \"half-sick\" to run all tasks, but two runs 0 of 1 \\(the health check of half-sick_two.1 fails on [a-z0-9]+ with exit code 3: no database\\)\\.$");
    }

    private async Task SeesAsync(int status) => await Wait.UntilAsync($"{status} through HAProxy", async token =>
    {
        try
        {
            using var answer = await _http.GetAsync(Cluster.Endpoint(80), token);
            return (int)answer.StatusCode == status ? Probe.Ready(true) : Probe.NotYet<bool>($"it answers {(int)answer.StatusCode}");
        }
        catch (HttpRequestException e)
        {
            return Probe.NotYet<bool>(e.Message);
        }
    }, Patience, Token);

    /// <summary>It says so when it is asked.</summary>
    private async Task SaysAsync(Stack stack, string service, string text)
    {
        var it = await stack.HoldServiceAsync(service, Token);
        await Wait.UntilAsync($"{text} in the output of {it}", async token =>
        {
            await SeesAsync(502);
            var said = (await it.ReadLogAsync(token)).Any(line => line.ToString().Contains(text, StringComparison.Ordinal));
            return said ? Probe.Ready(true) : Probe.NotYet<bool>("no such line");
        }, Patience, Token);
    }

    private static SpecFailedException Throws(Action claim) => claim.Should().Throw<SpecFailedException>().Which;
}
