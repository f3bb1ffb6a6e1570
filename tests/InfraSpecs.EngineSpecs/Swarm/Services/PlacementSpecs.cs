using Docker.DotNet.Models;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.EngineSpecs.Swarm.Services.ServicesCluster;
using static InfraSpecs.Xunit.Spec;
using Placement = InfraSpecs.Swarm.Placement;
using ServiceMode = InfraSpecs.Swarm.ServiceMode;

namespace InfraSpecs.EngineSpecs.Swarm.Services;

/// <summary>Constraints, preferences and platforms, with the managers' own scheduler as the judge.</summary>
[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
[Collection(ServicesCollection.Name)]
public sealed class PlacementSpecs(ServicesCluster shared)
{
    private static readonly string[] Judged =
    [
        "node.role==worker", "node.role != WORKER", "NODE.ROLE==manager", "node.hostname==worker01", "node.hostname==Worker01", "node.hostname!=worker02", "node.hostname==nobody", "node.id!=x",
        "node.labels.az==a", "node.labels.az==A", "node.labels.AZ==a", "Node.Labels.az==b", "node.labels.az!=a", "node.labels.sdd!=true", "node.labels.sdd==true",
        "engine.labels.com.example.storage==fast", "engine.labels.com.example.storage!=fast", "Engine.Labels.com.example.storage==Fast", "engine.labels.storage==fast",
        "node.platform.os==linux", "node.platform.os==Linux", "node.platform.os!=windows", "node.platform.arch==x86_64", "node.platform.arch==amd64", "node.platform.arch!=x86_64",
        "node.ip==0.0.0.0/0", "node.ip!=0.0.0.0/0", "node.ip==127.0.0.1", "node.ip!=127.0.0.1", "node.ip==2001:db8::/32", "node.ip!=2001:db8::/32", "node.ip!=::/0",
    ];

    // The managers take them, and no node ever meets them.
    private static readonly string[] MetByNone =
        ["node.lables.az==a", "node.lables.az!=a", "az==a", "node.labels.==a", "node.ip==10.0.0", "node.ip!=10.0.0.0/33", "node.ip==010.0.0.1", "node.role==boss", "labels.az!=z"];

    private static readonly string[] RefusedByManagers = ["node.role=worker", "node.labels.a b==c", "node.labels.az==b,c", "node.labels.az==", "a!=b==c", "==a"];

    private SwarmCluster Cluster => shared.Cluster;

    [Fact]
    public async Task Constraints_are_judged_as_the_scheduler_judges_them()
    {
        var nodes = await Cluster.ReadNodesAsync(Token);
        var own = nodes.Find("worker01")!;
        string[] all = [.. Judged, $"node.id=={own.Id}", $"node.ip=={own.Address}", $"node.ip!={own.Address}", $"node.ip=={own.Address}/24", $"node.ip==::ffff:{own.Address}"];
        var chosen = await ChosenAsync([.. all, .. MetByNone]);
        foreach (var constraint in all) nodes.All.Where(it => it.Meets(constraint)).Select(it => it.Name).Should().BeEquivalentTo(chosen[constraint], "so the scheduler judges {0}", constraint);
        foreach (var constraint in MetByNone) chosen[constraint].Should().BeEmpty();
    }

    [Fact]
    public async Task What_no_node_can_meet_is_refused_also_where_the_managers_take_it()
    {
        var node = (await Cluster.ReadNodesAsync(Token)).All[0];
        foreach (var constraint in (string[])[.. MetByNone, .. RefusedByManagers])
        {
            node.Invoking(it => it.Meets(constraint)).Should().Throw<ArgumentException>();
            await Cluster.Awaiting(it => it.CreateServiceAsync(Sleeper("refused") with { Constraints = [constraint] }, Token)).Should().ThrowAsync<InvalidOptionsException>();
        }

        foreach (var constraint in RefusedByManagers)
        {
            await Cluster.Awaiting(it => it.CreateServiceAsync(Everywhere("refused", constraint), Token))
                .Should().ThrowAsync<ServiceException>().Where(e => e.Reason == ServiceReason.Refused);
        }
        var misspelt = Sleeper("refused") with { Preferences = ["spread=node.labels.az"] };
        (await Cluster.Awaiting(it => it.CreateServiceAsync(misspelt, Token)).Should().ThrowAsync<InvalidOptionsException>())
            .Which.Message.Should().Contain("Preferences: 'spread=node.labels.az' is nothing that tasks are spread over; did you mean node.labels.az?");
    }

    [Fact]
    public async Task Tasks_are_spread_over_a_label_and_a_preference_that_spreads_nothing_is_told()
    {
        await using var spread = await Cluster.CreateServiceAsync(Sleeper("spread") with { Replicas = 6, Preferences = ["node.labels.az"] }, Token);
        await using var idle = await Cluster.CreateServiceAsync(Sleeper("idle") with { Replicas = 6, Configure = Preferring("spread=node.labels.az") }, Token);
        await using var nowhere = await Cluster.CreateServiceAsync(Sleeper("nowhere") with { Replicas = 6, Preferences = ["node.labels.zone"] }, Token);
        var placed = await Task.WhenAll(new[] { spread, idle, nowhere }.Select(it => it.WaitUntilConvergedAsync(Token)));
        placed[0].Should().BeSpreadEvenlyOver("node.labels.az").And.BeSpreadOver(3);
        placed[0].CountByLabel("node.labels.az").Should().BeEquivalentTo(new Dictionary<string, int> { ["a"] = 3, ["b"] = 3 });
        placed[1].CountByLabel("node.labels.az").Should().BeEquivalentTo(new Dictionary<string, int> { ["a"] = 4, ["b"] = 2 });
        FirstLine(placed[1], it => it.Should().BeSpreadEvenlyOver("node.labels.az")).Should().Be(
            "Expected it of \"idle\" to be spread evenly over node.labels.az, but it asks for tasks to be spread, and 'spread=node.labels.az' is nothing that tasks are spread over (did you mean node.labels.az?), which proves nothing.");
        FirstLine(placed[2], it => it.Should().HaveSkewOfAtMost(1)).Should().Be(
            "Expected it of \"nowhere\" to have a skew of at most 1, but it asks for tasks to be spread, and no node has the label node.labels.zone; there is az, which proves nothing.");
        FirstLine(placed[2], it => it.Should().RunOnlyOn("node.labels.sdd!=true")).Should().Be(
            "Expected it of \"nowhere\" to run only on node.labels.sdd!=true, but no node has the label node.labels.sdd; there is az, which proves nothing.");
        placed[2].Should().RunOnlyOn("node.platform.os==linux").And.RunOnlyOn("engine.labels.com.example.storage==fast").And.RunOnlyOn("node.ip==0.0.0.0/0");
    }

    [Fact]
    public async Task An_image_for_another_platform_finds_no_node_and_is_not_tried()
    {
        var arm = new ImagesCreateParameters { FromSrc = "-", Repo = "example/arm", Tag = "latest", Platform = "linux/arm64" };
        using var nothing = new MemoryStream(new byte[1024]);
        await shared.Engine.Client.Images.CreateImageAsync(arm, nothing, null, new Progress<JSONMessage>(), Token);
        try
        {
            await Cluster.Registry.PushAsync("example/arm:latest", Token);
        }
        finally
        {
            await shared.Engine.Client.Images.DeleteImageAsync("example/arm:latest", new ImageDeleteParameters(), CancellationToken.None);
        }

        await using var foreign = await Cluster.CreateServiceAsync(Sleeper("foreign") with { Image = "example/arm:latest" }, Token);
        var failure = (await foreign.Awaiting(it => it.WaitUntilConvergedAsync(Token)).Should().ThrowAsync<ServiceException>().Where(e => e.Reason == ServiceReason.NotConverged)).Which;
        failure.Message.Split('\n')[0].TrimEnd().Should().Be("Service \"foreign\" cannot converge: 0 of 1 tasks run; foreign.1 is pending: no suitable node (unsupported platform on 3 nodes): the image is for linux/arm64, and the nodes are linux/x86_64.");
        failure.Placement!.EligibleNodes.Should().BeEmpty();
        failure.Placement.Failed.Should().BeEmpty();

        await foreign.UpdateAsync(it => it with { Image = Image }, Token);
        (await foreign.WaitUntilConvergedAsync(Token)).EligibleNodes.Should().HaveCount(3);
        var digest = (await foreign.WaitUntilConvergedAsync(Token)).Running[0].Digest;
        await foreign.UpdateAsync(it => it with { Image = $"{Image}@{digest}" }, Token);
        var pinned = (await Cluster.Client.Swarm.InspectServiceAsync(foreign.Id, Token)).Spec!.TaskTemplate!;
        pinned.ContainerSpec!.Image.Should().Be($"{Image}@{digest}");
        pinned.Placement!.Platforms.Should().ContainSingle().Which.OS.Should().Be("linux");
    }

    // Whether tasks ever run does not matter: each has its node before that.
    private static ServiceOptions Everywhere(string name, string constraint) => Shell(name, "true") with
    {
        Image = "example/none:1", Mode = ServiceMode.Global, RestartCondition = RestartCondition.None,
        Configure = spec => spec.TaskTemplate!.Placement!.Constraints = [constraint],
    };

    private static Action<ServiceSpec> Preferring(string preference) =>
        spec => spec.TaskTemplate!.Placement!.Preferences = [new PlacementPreference { Spread = new SpreadOver { SpreadDescriptor = preference } }];

    private static string FirstLine(Placement placement, Action<Placement> claim) => placement.Invoking(claim).Should().Throw<SpecFailedException>().Which.Message.Split('\n')[0].TrimEnd();

    /// <summary>The nodes that got tasks. Services are looked at in their order: with the last one, all have been.</summary>
    private async Task<Dictionary<string, IEnumerable<string>>> ChosenAsync(IReadOnlyList<string> constraints)
    {
        List<Service> services = [];
        try
        {
            foreach (var constraint in (string[])[.. constraints, "node.role!=nobody"]) services.Add(await Cluster.CreateServiceAsync(Everywhere($"judged-{services.Count}", constraint), Token));
            await Wait.UntilAsync(
                "tasks of the last service", async linked => (await services[^1].ReadTasksAsync(linked)).Count is var made && made < 3
                    ? Probe.NotYet<int>($"{made} of 3 tasks are made")
                    : Probe.Ready(made),
                TimeSpan.FromSeconds(30), Token);
            var tasks = await Task.WhenAll(services[..^1].Select(it => it.ReadTasksAsync(Token)));
            return constraints.Zip(tasks).ToDictionary(it => it.First, it => it.Second.Select(task => task.Node).Distinct());
        }
        finally
        {
            await Task.WhenAll(services.Select(it => it.DisposeAsync().AsTask()));
        }
    }
}
