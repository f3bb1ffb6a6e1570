using System.Text;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.EngineSpecs.Swarm.Services.ServicesCluster;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Swarm.Services;

[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
[Collection(ServicesCollection.Name)]
public sealed class ServiceFeatureSpecs(ServicesCluster shared)
{
    private static readonly ExecOptions Plain = new();

    private SwarmCluster Cluster => shared.Cluster;

    [Fact]
    public async Task Secrets_configs_variables_and_mounts_are_in_the_task_and_the_secret_in_no_text()
    {
        const string value = "s3cret-pa55";
        await using var secret = await Cluster.CreateSecretAsync("password", value, Token);
        await using var config = await Cluster.CreateConfigAsync("greeting", "hello from the config", Token);
        var options = Sleeper("files") with
        {
            Environment = new Dictionary<string, string> { ["COLOUR"] = "blue = green" },
            Secrets = [new ServiceFile("password") { Path = "db", Mode = UnixFileMode.UserRead, UserId = 7 }],
            Configs = [new ServiceFile("greeting"), new ServiceFile("greeting") { Path = "/etc/greeting.txt" }],
            Mounts = [ContainerMount.Volume("files-data", "/data"), ContainerMount.Tmpfs("/scratch"), ContainerMount.Bind("/etc", "/host", readOnly: true)],
            Labels = new Dictionary<string, string> { ["team"] = "blue" },
        };
        await using var web = await Cluster.CreateServiceAsync(options, Token);
        var placement = await web.WaitUntilConvergedAsync(Token);
        var task = placement.Should().HaveRunningTasks(1).And.Subject.Running[0];

        (await ExecAsync("cat /run/secrets/db && stat -c ' %a %u' /run/secrets/db")).Should().Be(value + " 400 7\n");
        (await ExecAsync("cat /greeting /etc/greeting.txt")).Should().Be("hello from the confighello from the config");
        (await ExecAsync("echo \"$COLOUR\"")).Should().Be("blue = green\n");
        (await ExecAsync("cat /host/hostname")).Should().Be(task.Node + "\n");
        (await ExecAsync("touch /data/a /scratch/b && touch /host/c 2>&1 || echo refused")).Should().Contain("refused");
        (await ExecAsync("exit 9", code: 9)).Should().BeEmpty();

        var spec = (await Cluster.Client.Swarm.InspectServiceAsync(web.Id, Token)).Spec!;
        spec.Labels.Should().Contain("team", "blue");
        $"{web}{options}{placement}{secret}".Should().NotContain(value);
        var inUse = () => secret.RemoveAsync(Token);
        (await inUse.Should().ThrowAsync<ServiceException>().Where(e => e.Reason == ServiceReason.Refused)).Which.Message.Should().Contain("password").And.Contain("in use").And.NotContain(value);
        var twice = () => Cluster.CreateSecretAsync("password", value, Token);
        (await twice.Should().ThrowAsync<ServiceException>().Where(e => e.Reason == ServiceReason.Refused)).Which.ToString().Should().NotContain(value)
            .And.NotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(value)));

        async Task<string> ExecAsync(string script, long code = 0)
        {
            var outcome = await web.ExecAsync(task, ["sh", "-c", script], Plain, Token);
            outcome.ExitCode.Should().Be(code, outcome.Error);
            return outcome.Output;
        }
    }

    [Fact]
    public async Task A_port_in_host_mode_and_the_names_of_a_dnsrr_service_lead_to_its_tasks()
    {
        await using var network = await Cluster.CreateNetworkAsync("backend", new SwarmNetworkOptions { Attachable = true }, Token);
        var options = Shell("hello", "mkdir -p /www && hostname > /www/index.html && exec httpd -f -p 80 -h /www") with
        {
            Mode = ServiceMode.Global, Networks = ["backend"], EndpointMode = EndpointMode.DnsRoundRobin,
            Ports = [new ServicePort(80, 8081) { Mode = PortMode.Host }],
            HealthCheck = new TaskHealthCheck { Command = ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1/"], Interval = TimeSpan.FromSeconds(0.3) },
        };
        await using var hello = await Cluster.CreateServiceAsync(options, Token);
        await using var client = await Cluster.CreateServiceAsync(Sleeper("asker") with { Networks = ["backend"], EndpointMode = EndpointMode.DnsRoundRobin }, Token);
        (await hello.WaitUntilConvergedAsync(Token)).Should().HaveRunningTasks(3).And.RunOnEveryNode();
        var asker = (await client.WaitUntilConvergedAsync(Token)).Running[0];

        var names = await client.ExecAsync(asker, ["nslookup", "tasks.hello"], Plain, Token);
        names.Output.Split('\n').Count(it => it.Contains("Address", StringComparison.Ordinal)).Should().BeGreaterThanOrEqualTo(3);
        var page = await client.ExecAsync(asker, ["wget", "-q", "-T", "5", "-O", "-", "http://hello/"], Plain, Token);
        page.Should().Match<ExecOutcome>(it => it.ExitCode == 0 && it.Output.Length > 1);

        // From the network of the nodes, as from outside.
        foreach (var node in Cluster.Nodes)
        {
            var there = await ContainerCommand.ExecAsync(
                shared.Engine.Client, Cluster.Manager.Container!.Id, ["bash", "-c", $"exec 3<>/dev/tcp/{node.Name}/8081; printf 'GET / HTTP/1.0\\r\\n\\r\\n' >&3; cat <&3"], Plain, Token);
            there.Output.Should().Contain("200 OK", there.Error);
        }
    }

    [Fact]
    public async Task A_service_with_a_virtual_ip_is_created_and_converges()
    {
        await using var network = await Cluster.CreateNetworkAsync("front", new SwarmNetworkOptions(), Token);
        await using var web = await Cluster.CreateServiceAsync(Sleeper("vip") with { Networks = ["front"], Ports = [new ServicePort(80, 9090)] }, Token);
        (await web.WaitUntilConvergedAsync(Token)).Should().HaveRunningTasks(1);
        (await Cluster.Client.Swarm.InspectServiceAsync(web.Id, Token)).Endpoint!.VirtualIPs.Should().NotBeEmpty();
    }

    [Fact]
    public async Task The_log_of_a_service_has_the_lines_of_all_tasks_and_that_of_a_task_its_own()
    {
        var script = "trap 'exit 0' TERM; n=0; while true; do n=$((n+1)); echo \"line $n of $(hostname)\"; echo \"bad $n\" >&2; sleep 0.3; done";
        await using var web = await Cluster.CreateServiceAsync(Shell("talker", script) with { Replicas = 3 }, Token);
        var placement = await web.WaitUntilConvergedAsync(Token);

        Dictionary<string, List<TaskLogLine>> seen = [];
        await foreach (var line in web.ReadOutputAsync(Token))
        {
            if (!seen.TryGetValue(line.Task, out var lines)) seen[line.Task] = lines = [];
            lines.Add(line);
            if (seen.Count == 3 && seen.Values.All(it => it.Count >= 6)) break;
        }

        seen.Keys.Should().BeEquivalentTo("talker.1", "talker.2", "talker.3");
        foreach (var task in placement.Running)
        {
            seen[task.Name].Should().OnlyContain(it => it.Node == task.Node && it.TaskId == task.Id);
            seen[task.Name].Where(it => it.Line.Channel == LogChannel.Output).Should().OnlyContain(it => it.Line.Text.StartsWith("line "));
            seen[task.Name].Where(it => it.Line.Channel == LogChannel.Error).Should().OnlyContain(it => it.Line.Text.StartsWith("bad "));
        }

        await foreach (var line in web.ReadOutputAsync(placement.Running[1], Token))
        {
            line.Text.Should().StartWith(line.Channel == LogChannel.Error ? "bad" : "line");
            if (line.Number == 4) break;
        }

        (await web.ReadLogAsync(Token)).Select(it => it.Task).Distinct().Should().HaveCount(3);
    }

    [Fact]
    public async Task A_service_made_elsewhere_is_found_waited_for_changed_and_removed()
    {
        await using var made = await Cluster.CreateServiceAsync(Sleeper("elsewhere"), Token);
        var found = await Cluster.HoldServiceAsync("elsewhere", Token);
        found.Options.Should().BeNull();
        (await found.WaitUntilConvergedAsync(Token)).Should().HaveRunningTasks(1);
        await found.ScaleAsync(2, Token);
        (await found.WaitUntilConvergedAsync(TimeSpan.FromSeconds(30), Token)).Should().HaveRunningTasks(2);
        var byOptions = () => found.UpdateAsync(it => it with { Replicas = 3 }, Token);
        await byOptions.Should().ThrowAsync<InvalidOperationException>();
        await found.RemoveAsync(Token);
        await found.RemoveAsync(Token);
        (await Cluster.ReadServicesAsync(Token)).Should().NotContain(it => it.Name == "elsewhere");
    }

    [Fact]
    public async Task Scaling_to_nothing_converges_and_the_caller_may_end_a_wait()
    {
        await using var web = await Cluster.CreateServiceAsync(Sleeper("zero") with { Replicas = 0 }, Token);
        (await web.WaitUntilConvergedAsync(Token)).Running.Should().BeEmpty();
        await web.UpdateAsync(it => it with { Replicas = 1, UnplaceableFor = Timeout.InfiniteTimeSpan, Constraints = ["node.labels.disk==ssd"] }, Token);
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var wait = () => web.WaitUntilConvergedAsync(soon.Token);
        (await wait.Should().ThrowAsync<WaitCanceledException>()).Which.LastSeen.Should().Contain("no suitable node");
    }
}
