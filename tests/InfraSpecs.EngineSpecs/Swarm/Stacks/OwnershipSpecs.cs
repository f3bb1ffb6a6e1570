using Docker.DotNet.Models;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Swarm.Stacks;

/// <summary>On a Swarm that somebody runs: what was there stays, whatever a spec does and disposes.</summary>
[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
public sealed class OwnershipSpecs(KeptFixture kept) : IClassFixture<KeptFixture>, IAsyncLifetime
{
    private const string Shop = "version: \"3.8\"\nservices:\n  web: {image: example/web:1, deploy: {replicas: 0}}\n  old: {image: example/old, deploy: {replicas: 0}}\n";
    private const string Ours = "version: \"3.8\"\nservices:\n  web:\n    image: example/web:2\n    deploy: {replicas: 0}\n    configs: [settings]\n"
        + "  cache:\n    image: example/cache\n    deploy: {replicas: 0}\n    secrets: [key]\n    networks: [back]\n"
        + "secrets:\n  key: {file: key.txt}\nconfigs:\n  settings: {file: key.txt}\nnetworks:\n  back: {}\n";

    private SwarmCluster Theirs => kept.Cluster;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await Theirs.ResetAsync(CancellationToken.None);

    [Fact]
    public async Task A_stack_that_was_there_is_refused_and_stays()
    {
        await DeployAsync("shop", Shop);
        // Until they have their addresses, managers write to services.
        await using var settled = await Theirs.HoldStackAsync("shop", Token);
        await settled.WaitUntilConvergedAsync(Token);
        var before = await VersionsAsync();
        using var folder = new StackFolderOnDisk(Ours, ("app/key.txt", "k3y"));
        await AttachedAsync(async attached =>
        {
            var failure = (await attached.Invoking(it => it.DeployStackAsync(folder.Options("shop"), Token)).Should().ThrowAsync<StackException>().Where(e => e.Reason == StackReason.Exists)).Which;
            failure.Message.Should().MatchRegex(
                "^Stack \"shop\" is not deployed: the cluster has service shop_old, service shop_web, network shop_default already, which this run did not make\\.\n"
                + "  service shop_old, made on 20[-0-9: ]{17} UTC by `docker stack deploy` for stack \"shop\"\\.\n");
            failure.Existing.Should().Equal("service shop_old", "service shop_web", "network shop_default");
            await using var looked = await attached.HoldStackAsync("shop", Token);
            (await looked.ReadServicesAsync(Token)).Select(it => it.Name).Should().Equal("shop_old", "shop_web");
            (await looked.WaitUntilConvergedAsync(Token)).Should().HaveServices("old", "web");
            await looked.Invoking(it => it.UpdateAsync(now => now, Token)).Should().ThrowAsync<InvalidOperationException>();
            (await attached.Invoking(it => it.HoldStackAsync("shoop", Token)).Should().ThrowAsync<StackException>().Where(e => e.Reason == StackReason.NotFound))
                .WithMessage("There is no stack \"shoop\" in the cluster.\n  It has: shop.\n*");
        });
        (await VersionsAsync()).Should().Equal(before);
    }

    [Fact]
    public async Task Deployed_over_on_purpose_it_stays_and_what_was_added_goes_but_for_what_it_was_given()
    {
        await DeployAsync("shop", Shop);
        using var folder = new StackFolderOnDisk(Ours, ("app/key.txt", "k3y"));
        await AttachedAsync(async attached =>
        {
            await using var shop = await attached.DeployStackAsync(folder.Options("shop") with { UpdateExisting = true, Prune = true }, Token);
            shop.Warnings.Should().EndWith("service shop_old is not in the file; it stays, since this run did not make it.");
            (await attached.ReadStacksAsync(Token)).Should().ContainSingle().Which.ToString().Should().Be(
                "shop: service shop_cache, service shop_old, service shop_web, network shop_back, network shop_default, secret shop_key, config shop_settings");
        });
        (await Theirs.ReadStacksAsync(Token)).Should().ContainSingle().Which.ToString().Should().Be("shop: service shop_old, service shop_web, network shop_default, config shop_settings");
        (await Theirs.ReadServicesAsync(Token)).Single(it => it.Name == "shop_web").Image.Should().Be("example/web:2");
    }

    [Fact]
    public async Task A_secret_or_config_that_has_the_name_of_a_stacks_is_no_stacks()
    {
        // The docker command line would take them over, and label them as the stack's.
        await Theirs.Client.Secrets.CreateAsync(new SwarmSecretSpec { Name = "shop_key", Data = "k3y"u8.ToArray() }, Token);
        using var folder = new StackFolderOnDisk(Ours, ("app/key.txt", "k3y"));
        await AttachedAsync(async attached =>
        {
            var failure = (await attached.Invoking(it => it.DeployStackAsync(folder.Options("shop"), Token)).Should().ThrowAsync<StackException>().Where(e => e.Reason == StackReason.Exists)).Which;
            failure.Message.Should().Contain("has secret shop_key already").And.Contain("by somebody who left no label on it.");
            await using var shop = await attached.DeployStackAsync(folder.Options("shop") with { UpdateExisting = true }, Token);
        });
        (await ObjectsAsync()).Should().Equal("secret shop_key");
    }

    [Fact]
    public async Task What_somebody_made_anew_under_a_name_of_ours_stays()
    {
        using var folder = new StackFolderOnDisk(Ours, ("app/key.txt", "k3y"));
        await AttachedAsync(async attached =>
        {
            await using var shop = await attached.DeployStackAsync(folder.Options("shop"), Token);
            await using var network = await attached.CreateNetworkAsync("front", new SwarmNetworkOptions(), Token);
            await using var secret = await attached.CreateSecretAsync("password", "x", Token);
            await RunAsync("docker service rm shop_web && docker service create -d --name shop_web --replicas 0 --label com.docker.stack.namespace=shop example/web:3");
            await RunAsync("docker network rm front && docker network create -d overlay front");
            await RunAsync("docker secret rm password && echo y | docker secret create password -");
            await shop.Invoking(it => it.UpdateAsync(now => now, Token)).Should().ThrowAsync<StackException>().Where(e => e.Reason == StackReason.Exists);
        });
        (await ObjectsAsync()).Should().Equal("network front", "secret password", "service shop_web");
    }

    [Fact]
    public async Task A_name_that_is_taken_is_refused_with_who_has_it_and_what_was_only_looked_up_stays()
    {
        await RunAsync("docker service create -d --name web --replicas 0 example/web && docker network create -d overlay front && echo x | docker secret create key - && echo x | docker config create settings -");
        await AttachedAsync(async attached =>
        {
            var takers = new Dictionary<string, Func<Task>>
            {
                ["service web"] = () => attached.CreateServiceAsync(new ServiceOptions { Name = "web", Image = "example/web" }, Token),
                ["network front"] = () => attached.CreateNetworkAsync("front", new SwarmNetworkOptions(), Token),
                ["secret key"] = () => attached.CreateSecretAsync("key", "y", Token),
                ["config settings"] = () => attached.CreateConfigAsync("settings", "y", Token),
            };
            foreach (var (name, take) in takers)
            {
                (await take.Should().ThrowAsync<ServiceException>().Where(e => e.Reason == ServiceReason.Refused)).Which.Message.Should().MatchRegex(
                    $"\n  There is {name}, made on 20[-0-9: ]{{17}} UTC by somebody who left no label on it\\.\n  What to do: take another name, or remove what is there\\.$");
            }

            await using (await attached.HoldServiceAsync("web", Token)) await attached.ReadNodesAsync(Token);
            await using var mine = await attached.CreateSecretAsync("mine", "y", Token);
            (await attached.Invoking(it => it.CreateSecretAsync("mine", "y", Token)).Should().ThrowAsync<ServiceException>().Where(e => e.Reason == ServiceReason.Refused))
                .WithMessage("*by this run.*");
        });
        (await ObjectsAsync()).Should().Equal("config settings", "network front", "secret key", "service web");
    }

    [Fact]
    public async Task What_is_disposed_while_it_is_used_goes_with_its_last_user()
    {
        using var folder = new StackFolderOnDisk("version: \"3.8\"\nservices: {none: {image: example/none, deploy: {replicas: 0}, networks: [front]}}\nnetworks: {front: {attachable: true}}\n");
        await AttachedAsync(async attached =>
        {
            var network = await attached.CreateNetworkAsync("front", new SwarmNetworkOptions(), Token);
            var stack = await attached.DeployStackAsync(folder.Options("ours"), Token);
            var (secret, config) = (await attached.CreateSecretAsync("password", "x", Token), await attached.CreateConfigAsync("settings", "x", Token));
            await using (var first = await attached.CreateServiceAsync(Sleeper("first"), Token))
            {
                await using (var last = await attached.CreateServiceAsync(Sleeper("last") with { Networks = ["front", "ours_front"] }, Token))
                {
                    await last.WaitUntilConvergedAsync(Token);
                    foreach (var used in (IAsyncDisposable[])[network, stack, secret, config]) await used.DisposeAsync();
                    (await ObjectsAsync()).Should().Equal("config settings", "network front", "network ours_front", "secret password", "service first", "service last");
                    (await secret.Invoking(it => it.RemoveAsync(Token)).Should().ThrowAsync<ServiceException>().Where(e => e.Reason == ServiceReason.Refused))
                        .WithMessage("*is in use by the following service*");
                }

                (await ObjectsAsync()).Should().Equal("config settings", "secret password", "service first");
            }

            (await ObjectsAsync()).Should().BeEmpty();
        });

        static ServiceOptions Sleeper(string name) => new()
        {
            Name = name, Image = "example/busybox:latest", Command = ["sh", "-c", "trap 'exit 0' TERM; sleep 600 & wait"], StopGracePeriod = TimeSpan.FromSeconds(1),
            Secrets = [new ServiceFile("password")], Configs = [new ServiceFile("settings")],
        };
    }

    [Fact]
    public async Task What_is_in_use_at_the_end_is_told_then_and_only_that()
    {
        using var certificates = await kept.CertificatesAsync();
        var attached = await SwarmCluster.AttachAsync(kept.Address("manager"), certificates.Options with { ReadyWithin = TimeSpan.FromSeconds(2) }, Token);
        await using (await attached.CreateNetworkAsync("front", new SwarmNetworkOptions(), Token))
        await using (await attached.CreateSecretAsync("password", "x", Token))
        {
            await RunAsync("docker service create -d --name theirs --replicas 0 --network front example/theirs");
        }

        var failure = (await attached.Invoking(it => it.DisposeAsync().AsTask()).Should().ThrowAsync<ClusterException>().Where(e => e.Reason == ClusterReason.NotClean)).Which;
        failure.Left.Should().ContainSingle().Which.Should().MatchRegex("^network front: .*in use by service");
        failure.Advice.Should().Be("remove what uses the named things, and then those; they stay on the cluster that was attached to.");
        (await ObjectsAsync()).Should().Equal("network front", "service theirs");
    }

    [Fact]
    public async Task What_others_change_on_a_node_meanwhile_stays()
    {
        var worker = Theirs["worker01"];
        await worker.LabelAsync("disk", "hdd", Token);
        await worker.LabelAsync("rack", "1", Token);
        await AttachedAsync(async attached =>
        {
            var same = attached["worker01"];
            foreach (var (key, value) in new Dictionary<string, string> { ["disk"] = "ssd", ["rack"] = "2", ["ours"] = "1" }) await same.LabelAsync(key, value, Token);
            await same.LabelAsync("disk", "nvme", Token);
            await same.PauseAsync(Token);
            await RunAsync("docker node update --label-add theirs=1 --label-add rack=3 --availability drain worker01");
        });
        var now = (await Theirs.ReadNodesAsync(Token)).Find("worker01")!;
        now.Labels.Should().BeEquivalentTo(new Dictionary<string, string> { ["disk"] = "hdd", ["rack"] = "3", ["theirs"] = "1" });
        now.Availability.Should().Be(NodeAvailability.Drain);
    }

    private async Task AttachedAsync(Func<SwarmCluster, Task> use)
    {
        using var certificates = await kept.CertificatesAsync();
        await using var attached = await SwarmCluster.AttachAsync(kept.Address("manager"), certificates.Options, Token);
        await use(attached);
    }

    private Task DeployAsync(string stack, string compose) =>
        RunAsync($"docker stack deploy -d -c - {stack}", compose);

    private async Task RunAsync(string script, string input = "")
    {
        var outcome = await Theirs.Manager.ExecAsync(["sh", "-ec", script], new ExecOptions { Input = input }, Token);
        outcome.ExitCode.Should().Be(0, outcome.Error);
    }

    private async Task<IReadOnlyList<string>> VersionsAsync() =>
        [.. (await Theirs.Client.Swarm.ListServicesAsync(null, Token)).Select(it => $"{it.ID} {it.Version?.Index}").Order()];

    private async Task<IReadOnlyList<string>> ObjectsAsync() =>
    [
        .. (await Theirs.Client.Swarm.ListServicesAsync(null, Token)).Select(it => $"service {it.Spec!.Name}")
            .Concat((await Theirs.Client.Networks.ListNetworksAsync(new NetworksListParameters(), Token)).Where(it => it is { Scope: "swarm", Ingress: false }).Select(it => $"network {it.Name}"))
            .Concat((await Theirs.Client.Secrets.ListAsync(Token)).Select(it => $"secret {it.Spec.Name}"))
            .Concat((await Theirs.Client.Configs.ListConfigsAsync(Token)).Select(it => $"config {it.Spec.Name}")).Order(StringComparer.Ordinal),
    ];
}
