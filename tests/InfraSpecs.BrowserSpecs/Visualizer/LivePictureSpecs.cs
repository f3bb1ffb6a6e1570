using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.BrowserSpecs;

[RequiresBrowser]
[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
[Trait("Section", "3.5.3")]
public sealed class LivePictureSpecs(VisualizedClusterFixture fixture) : IClassFixture<VisualizedClusterFixture>
{
    private VisualizedCluster Cluster => fixture.Cluster;

    [Fact]
    public async Task After_scaling_each_task_is_on_the_node_where_the_API_says_it_is()
    {
        await using var page = await Cluster.OpenAsync();
        await using var echo = await Cluster.Swarm.CreateServiceAsync(new ServiceOptions { Name = "echo", Image = "example/echo:latest", StableFor = TimeSpan.FromSeconds(1) }, Token);
        await page.HasAsync(page.TasksOf("echo", "running"), 1);

        await echo.ScaleAsync(6, Token);
        var placement = await echo.WaitUntilConvergedAsync(Token);
        placement.Should().HaveRunningTasks(6).And.BeSpreadOver(4);
        await page.HasAsync(page.TasksOf("echo", "running"), 6);
        (await page.PlacesOfAsync("echo")).Should().Equal(PlacesOf(placement));
        await page.SaysAsync(page.Page.Locator(".service[data-service=echo]"), "6 of 6 running");

        await echo.RemoveAsync(Token);
        await page.HasAsync(page.Page.Locator("[data-service=echo]"), 0);
        page.Troubles.Should().BeEmpty();
    }

    [Fact]
    public async Task A_killed_node_turns_to_down_and_back_without_a_reload()
    {
        await using var page = await Cluster.OpenAsync();
        await page.Page.EvaluateAsync("window.notReloaded = true");
        await using var echo = await Cluster.Swarm.CreateServiceAsync(
            new ServiceOptions { Name = "moving", Image = "example/echo:latest", Replicas = 4, RestartDelay = TimeSpan.Zero, StableFor = TimeSpan.FromSeconds(1) }, Token);
        await echo.WaitUntilConvergedAsync(Token);
        await page.HasAsync(page.Node("worker03").Locator("[data-service=moving]"), 1);

        await Cluster.Swarm["worker03"].KillAsync(Token);
        await page.IsAsync(page.Node("worker03"), "down");
        await page.SaysAsync(page.Node("worker03"), "down");
        var placement = await echo.WaitUntilConvergedAsync(Token);
        await page.HasAsync(page.TasksOf("moving", "running"), 4);
        (await page.PlacesOfAsync("moving")).Should().Equal(PlacesOf(placement)).And.NotContain(it => it.StartsWith("worker03"));

        await Cluster.Swarm["worker03"].StartAsync(Token);
        await page.IsAsync(page.Node("worker03"), "ready");
        await Cluster.Swarm["worker03"].WaitUntilReadyAsync(Token);
        (await page.Page.EvaluateAsync<bool>("window.notReloaded")).Should().BeTrue();
        page.Troubles.Should().BeEmpty();
    }

    [Fact]
    public async Task A_drained_node_says_so()
    {
        await using var page = await Cluster.OpenAsync();
        await Cluster.Swarm["worker02"].DrainAsync(Token);
        await page.IsAsync(page.Node("worker02"), "drain");
        await page.SaysAsync(page.Node("worker02"), "drained");
        await Cluster.Swarm["worker02"].ActivateAsync(Token);
        await page.IsAsync(page.Node("worker02"), "ready");
    }

    [Fact]
    public async Task A_task_that_no_node_suits_waits_apart()
    {
        await using var page = await Cluster.OpenAsync();
        await using var nowhere = await Cluster.Swarm.CreateServiceAsync(
            new ServiceOptions { Name = "nowhere", Image = "example/echo:latest", Constraints = ["node.labels.disk == ssd"] }, Token);
        await page.SaysAsync(page.Page.Locator("#pending [data-service=nowhere][data-state=pending]"), "no suitable node");

        await Cluster.Swarm["worker01"].LabelAsync("disk", "ssd", Token);
        await page.HasAsync(page.Node("worker01").Locator("[data-service=nowhere][data-state=running]"), 1);
        await page.HasAsync(page.Page.Locator("#pending [data-task]"), 0);
    }

    [Fact]
    public async Task A_lost_connection_is_told_and_comes_back_by_itself()
    {
        await using var page = await Cluster.OpenAsync();
        await page.Page.EvaluateAsync("window.notReloaded = true");
        var app = await Cluster.Stack.HoldServiceAsync("app", Token);
        await app.UpdateAsync(it => it.TaskTemplate!.Placement!.Constraints = ["node.labels.nowhere == true"], Token);
        await page.IsAsync(page.Page.Locator("#link"), "lost");
        await page.SaysAsync(page.Page.GetByRole(Microsoft.Playwright.AriaRole.Status).First, "Connection lost");

        await app.UpdateAsync(it => it.TaskTemplate!.Placement!.Constraints = ["node.role == manager"], Token);
        await page.IsLiveAsync();
        (await page.Page.EvaluateAsync<bool>("window.notReloaded")).Should().BeTrue();
    }

    private static IEnumerable<string> PlacesOf(Placement placement) =>
        placement.Running.Select(it => $"{placement.Nodes.FindById(it.NodeId)?.Name} {placement.Service}.{it.Slot}").Order(StringComparer.Ordinal);
}
