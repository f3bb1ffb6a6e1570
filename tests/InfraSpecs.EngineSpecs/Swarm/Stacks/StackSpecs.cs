using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.EngineSpecs.Swarm.Stacks.StacksCluster;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Swarm.Stacks;

[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
[Collection(StacksCollection.Name)]
public sealed class StackSpecs(StacksCluster shared)
{
    private const string Vault = $$"""
        version: "3.8"
        services:
          vault:
            image: example/busybox:${TAG:-latest}
            command: [sh, -c, {{Sleeper}}]
            stop_grace_period: 1s
            env_file: vault.env
            environment:
              PASSWORD: ${PASSWORD}
            secrets: [key]
            configs:
              - source: settings
                target: /settings
        secrets:
          key: {file: ../secrets/key.txt}
        configs:
          settings: {file: ./settings.ini}
        """;

    private SwarmCluster Cluster => shared.Cluster;

    [Fact]
    public async Task Secrets_configs_environment_files_and_variables_reach_the_task_and_leave_the_manager()
    {
        using var folder = new StackFolderOnDisk(Vault, ("secrets/key.txt", "k3y"), ("app/settings.ini", "answer=42"), ("app/vault.env", "COLOUR=blue"));
        var options = folder.Options("vault") with { Environment = new Dictionary<string, string> { ["PASSWORD"] = "h4rd t0 gue$$" } };
        await using (var stack = await Cluster.DeployStackAsync(options, Token))
        {
            stack.Warnings.Should().BeEmpty();
            var task = (await stack.WaitUntilConvergedAsync(Token))["vault"].Running[0];
            var vault = await stack.HoldServiceAsync("vault", Token);
            var seen = await vault.ExecAsync(task, ["sh", "-c", "cat /run/secrets/key /settings; echo; echo $COLOUR $PASSWORD"], Token);
            seen.Output.Should().Be("k3yanswer=42\nblue h4rd t0 gue$$\n");
            (await Cluster.Manager.ExecAsync(["sh", "-c", "ls -A /dev/shm"], Token)).Output.Should().BeEmpty();
            (await Cluster.ReadStacksAsync(Token)).Should().ContainSingle().Which.ToString()
                .Should().Be("vault: service vault_vault, network vault_default, secret vault_key, config vault_settings");
        }

        await LeavesNothingAsync();
    }

    [Fact]
    public async Task What_the_file_does_not_have_any_more_goes_only_with_prune()
    {
        using var folder = new StackFolderOnDisk(Two("1"));
        await using var stack = await Cluster.DeployStackAsync(folder.Options("pair"), Token);
        (await stack.WaitUntilConvergedAsync(Token)).Should().HaveServices("one", "two");
        folder.Write("app/stack.yml", Two("3").Split("  two:")[0]);
        await stack.UpdateAsync(it => it, Token);
        (await stack.WaitUntilConvergedAsync(Token)).Should().HaveServices("one", "two").And.HaveService("one").Which.Should().HaveRunningTasks(3);
        await stack.UpdateAsync(it => it with { Prune = true }, Token);
        (await stack.WaitUntilConvergedAsync(Token)).Should().HaveServices("one");
        (await stack.ReadTasksAsync(Token)).Should().OnlyContain(it => it.Service == "pair_one");
        await stack.RemoveAsync(Token);
        await stack.RemoveAsync(Token);
        await LeavesNothingAsync();
        (await stack.Invoking(it => it.WaitUntilConvergedAsync(Token)).Should().ThrowAsync<StackException>().Where(e => e.Reason == StackReason.NoServices))
            .WithMessage("Stack \"pair\" cannot converge: it has no service.*");
    }

    [Fact]
    public async Task Other_stacks_are_left_alone_and_a_reset_removes_all()
    {
        using var folder = new StackFolderOnDisk(Two("1"));
        await using var left = await Cluster.DeployStackAsync(folder.Options("left"), Token);
        await using (await Cluster.DeployStackAsync(folder.Options("right"), Token)) (await Cluster.ReadStacksAsync(Token)).Select(it => it.Name).Should().Equal("left", "right");
        (await Cluster.ReadStacksAsync(Token)).Should().ContainSingle().Which.Name.Should().Be("left");
        (await left.WaitUntilConvergedAsync(Token)).Should().RunAllTasks();
        await Cluster.ResetAsync(Token);
        await LeavesNothingAsync();
        await Cluster.CreateNetworkAsync("ch03", new SwarmNetworkOptions { Attachable = true }, Token);
    }

    [Fact]
    public async Task A_deploy_that_is_refused_half_way_leaves_nothing_new_and_what_was_there_runs_on()
    {
        var wrong = Two("1").Replace("  two:\n    image: example/busybox:latest", "  two:\n    image: \"no image\"", StringComparison.Ordinal);
        using var folder = new StackFolderOnDisk(wrong);
        var deploy = () => Cluster.DeployStackAsync(folder.Options("half"), Token);
        FirstLine((await deploy.Should().ThrowAsync<StackException>().Where(e => e.Reason == StackReason.Refused)).Which).Should().Match(
            $"Stack \"half\" is refused: {folder.File}:9: failed to create service half_two: *\"no image\" is not a valid repository/tag");
        await LeavesNothingAsync();

        folder.Write("app/stack.yml", Two("1"));
        await using var stack = await Cluster.DeployStackAsync(folder.Options("half"), Token);
        folder.Write("app/stack.yml", wrong);
        await stack.Invoking(it => it.UpdateAsync(now => now, Token)).Should().ThrowAsync<StackException>().Where(e => e.Reason == StackReason.Refused);
        (await stack.WaitUntilConvergedAsync(Token)).Should().HaveServices("one", "two").And.RunAllTasks();
    }

    [Fact]
    public async Task A_deploy_that_is_cancelled_leaves_nothing()
    {
        using var folder = new StackFolderOnDisk(Two("1"));
        foreach (var milliseconds in (int[])[1, 60, 120, 200, 300])
        {
            using var soon = CancellationTokenSource.CreateLinkedTokenSource(Token);
            soon.CancelAfter(milliseconds);
            try
            {
                await using (await Cluster.DeployStackAsync(folder.Options("brief"), soon.Token)) Token.ThrowIfCancellationRequested();
            }
            catch (OperationCanceledException) when (!Token.IsCancellationRequested)
            {
                await LeavesNothingAsync();
            }
        }

        await Wait.UntilAsync("an empty /dev/shm", async token =>
        {
            var left = (await Cluster.Manager.ExecAsync(["sh", "-c", "ls -A /dev/shm"], token)).Output;
            return left.Length == 0 ? Probe.Ready(true) : Probe.NotYet<bool>($"there is {left}");
        }, TimeSpan.FromSeconds(15), Token);
        await LeavesNothingAsync();
    }

    [Fact]
    public async Task What_became_empty_or_is_ignored_is_a_warning()
    {
        using var folder = new StackFolderOnDisk(Two("1").Replace("stop_grace_period", "restart: always\n    hostname: \"${NAME}\"\n    stop_grace_period", StringComparison.Ordinal));
        await using var stack = await Cluster.DeployStackAsync(folder.Options("loud"), Token);
        // A kernel without IPVS has warnings of its own: StackWarningSpecs.
        stack.Warnings.Where(it => !it.Contains("has no IPVS", StringComparison.Ordinal)).Should().Equal(
            $"{folder.File}:7: the variable NAME is not in StackOptions.Environment, and became empty.",
            $"{folder.File}:14: the variable NAME is not in StackOptions.Environment, and became empty.",
            "Ignoring unsupported options: restart");
    }

    [Fact]
    public async Task What_Swarm_ignores_is_a_warning_and_makes_no_difference()
    {
        string[] ignored =
        [
            "build: .", "cgroup_parent: x", "cgroupns_mode: host", "container_name: x", "depends_on: [two]", "devices: [/dev/null:/dev/null]", "domainname: x", "expose: [80]", "external_links: [x]",
            "ipc: host", "links: [two]", "mac_address: 02:42:ac:11:65:43", "network_mode: host", "pid: host", "privileged: true", "security_opt: [x]", "shm_size: 1m", "tmpfs: /x", "userns_mode: host",
        ];
        var plain = "version: \"3.12\"\nservices:\n  two: {image: example/busybox, deploy: {replicas: 0}}\n  one:\n    image: example/busybox\n    deploy: {replicas: 0}\n";
        using var folder = new StackFolderOnDisk(plain);
        await using var stack = await Cluster.DeployStackAsync(folder.Options("loud"), Token);
        var before = await SpecAsync();
        folder.Write("app/stack.yml", plain + string.Concat(ignored.Select(it => $"    {it}\n")));
        await stack.UpdateAsync(it => it, Token);
        stack.Warnings.Where(it => it.Contains("is ignored by Swarm")).Select(it => it.Split(" is ignored by Swarm: ")[0])
            .Should().Equal(ignored.Select((it, index) => $"{folder.File}:{index + 7}: service one: {it.Split(':')[0]}"));
        (await SpecAsync()).Should().Be(before);

        async Task<string> SpecAsync() => System.Text.Json.JsonSerializer.Serialize((await Cluster.Client.Swarm.ListServicesAsync(null, Token)).Single(it => it.Spec!.Name == "loud_one").Spec);
    }

    [Fact]
    public async Task A_key_that_is_given_twice_and_a_file_without_an_end_deploy_nothing()
    {
        using var folder = new StackFolderOnDisk(Two("1") + "  one:\n    image: example/busybox:latest\n");
        var deploy = () => Cluster.DeployStackAsync(folder.Options("twice"), Token);
        FirstLine((await deploy.Should().ThrowAsync<StackException>().Where(e => e.Reason == StackReason.DuplicateKey)).Which).Should().Be($"{folder.File}:13: services.one is given twice, in line 3 and in line 13.");
        folder.Write("app/stack.yml", "x-a: &a {<<: *a}\nservices:\n  one:\n    <<: *a\n");
        FirstLine((await deploy.Should().ThrowAsync<StackException>().Where(e => e.Reason == StackReason.FileTooComplex)).Which).Should().StartWith($"{folder.File}:1: the file has the alias *a within what it names");
        await LeavesNothingAsync();
    }

    [Fact]
    public async Task A_docker_command_that_does_not_end_is_ended_and_leaves_nothing()
    {
        const string Hang = "d=$(command -v docker); mv $d $d.real; printf '#!/bin/sh\ntrap \"\" TERM\nexec sleep 300\n' > $d; chmod +x $d";
        const string Heal = "d=$(command -v docker); mv $d.real $d";
        using var folder = new StackFolderOnDisk(Two("1"));
        (await Cluster.Manager.ExecAsync(["sh", "-ec", Hang], Token)).ExitCode.Should().Be(0);
        try
        {
            var deploy = () => Cluster.DeployStackAsync(folder.Options("slow") with { DeployWithin = TimeSpan.FromSeconds(1) }, Token);
            FirstLine((await deploy.Should().ThrowAsync<WaitException>().Where(e => e.Reason == WaitReason.TimedOut)).Which).Should().StartWith("`docker stack deploy slow`");
            (await Cluster.Manager.ExecAsync(["sh", "-c", "ls -A /dev/shm; pgrep -x sleep"], Token)).Output.Should().BeEmpty();
        }
        finally
        {
            (await Cluster.Manager.ExecAsync(["sh", "-ec", Heal], CancellationToken.None)).ExitCode.Should().Be(0);
        }

        await LeavesNothingAsync();
    }

    internal static string Two(string replicas) => string.Join('\n', [
        "version: \"3.8\"", "services:", .. Service("one"), .. Service("two"), "",
    ]).Replace("@", replicas, StringComparison.Ordinal);

    private static IEnumerable<string> Service(string name) =>
        [$"  {name}:", "    image: example/busybox:latest", $"    command: [sh, -c, {Sleeper}]", "    stop_grace_period: 1s", "    deploy: {replicas: @}"];

    private async Task LeavesNothingAsync()
    {
        (await Cluster.ReadStacksAsync(Token)).Should().BeEmpty();
        foreach (var node in Cluster.Nodes)
        {
            (await node.Client.Containers.ListContainersAsync(new() { All = true }, Token)).Should().BeEmpty();
            (await node.Client.Networks.ListNetworksAsync(new(), Token)).Should().NotContain(it => it.Name.EndsWith("_default"));
        }
    }
}
