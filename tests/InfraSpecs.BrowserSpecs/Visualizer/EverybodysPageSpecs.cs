using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using Microsoft.Playwright;
using static InfraSpecs.Xunit.Spec;
using static Microsoft.Playwright.Assertions;

namespace InfraSpecs.BrowserSpecs;

[RequiresBrowser]
[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
[Trait("Section", "3.5.3")]
[Trait("Beyond", "true")]
public sealed class EverybodysPageSpecs(VisualizedClusterFixture fixture) : IClassFixture<VisualizedClusterFixture>
{
    private VisualizedCluster Cluster => fixture.Cluster;

    [Fact]
    public async Task A_screen_reader_finds_landmarks_headings_and_lists_with_names()
    {
        await using var page = await Cluster.OpenAsync();
        await page.IsAsync(page.Node("manager").Locator("[data-service=visualizer_app]"), "running");
        await Expect(page.Page.Locator("body")).ToMatchAriaSnapshotAsync("""
            - banner:
              - heading "Swarm" [level=1]
              - paragraph: 4 nodes, 1 service, 1 running task
              - status: Live
            - main:
              - region "Services":
                - heading "Services" [level=2]
                - list "Services":
                  - listitem:
                    - paragraph:
                      - strong: visualizer_app
                      - text: 1 of 1 running
                    - paragraph: global, example/visualizer:latest
              - region "Nodes":
                - heading "Nodes" [level=2]
                - article "manager":
                  - heading "manager" [level=3]
                  - text: ready
                  - paragraph: manager, leader
                  - list "Tasks on manager":
                    - listitem:
                      - paragraph: visualizer_app running
                      - paragraph: example/visualizer:latest
                - article "worker01":
                  - heading "worker01" [level=3]
                  - text: ready
                  - paragraph: worker
                  - paragraph: No tasks.
                - article "worker02"
                - article "worker03"
            - status
            """);
    }

    [Fact]
    [Trait("Category", "Picture")]
    public async Task It_is_as_the_picture_in_README()
    {
        var echo = new ServiceOptions { Name = "shop_web", Image = "example/echo:latest", Mode = ServiceMode.Global, Constraints = ["node.role == worker"] };
        await using var web = await Cluster.Swarm.CreateServiceAsync(echo, Token);
        var replicated = echo with { Mode = ServiceMode.Replicated };
        await using var orders = await Cluster.Swarm.CreateServiceAsync(replicated with { Name = "shop_orders", Replicas = 2, Constraints = ["node.hostname == worker02"] }, Token);
        await using var mail = await Cluster.Swarm.CreateServiceAsync(replicated with { Name = "shop_mail", Constraints = ["node.labels.zone == east"] }, Token);
        await web.WaitUntilConvergedAsync(Token);
        await orders.WaitUntilConvergedAsync(Token);
        await using var page = await Cluster.OpenAsync(width: 1280);
        await page.HasAsync(page.Page.Locator("#nodes [data-task]"), 6);
        await page.HasAsync(page.Page.Locator("#nodes [data-task][data-state=running]"), 6);
        await page.SaysAsync(page.Page.Locator("#pending"), "no suitable node");
        await Picture.VerifyAsync(page.Page, "visualizer", 700, "The visualizer: services and nodes of a cluster, the tasks on each node, and a service that no node may run");
    }

    [Fact]
    public async Task What_changes_is_announced_once_it_is_still()
    {
        await using var page = await Cluster.OpenAsync();
        await using var echo = await Cluster.Swarm.CreateServiceAsync(new ServiceOptions { Name = "news", Image = "example/echo:latest", Replicas = 2 }, Token);
        await page.SaysAsync(page.Page.Locator("[role=status][aria-live=polite]"), "news: 2 of 2 running.");
    }

    [Fact]
    public async Task It_asks_nobody_but_its_own_server_and_no_script_fails()
    {
        await using var page = await Cluster.OpenAsync();
        page.Asked.Select(it => it.AbsolutePath).Should().BeEquivalentTo(["/", "/page.css", "/page.js", "/events", "/icon.svg"], "that is all a page needs");
        page.Asked.Should().OnlyContain(it => it.Authority == Cluster.Swarm.Endpoint(9000).Authority);
        page.Troubles.Should().BeEmpty();
    }

    [Theory]
    [InlineData(320)]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task No_width_makes_it_scroll_sideways(int width)
    {
        await using var echo = await Cluster.Swarm.CreateServiceAsync(
            new ServiceOptions { Name = "a-service-whose-name-is-as-long-as-names-of-services-may-be-00", Image = "example/echo:latest", Constraints = ["node.role == worker"] }, Token);
        await using var page = await Cluster.OpenAsync(width);
        await page.HasAsync(page.Page.Locator("#nodes [data-task][data-service^=a-service]"), 1);
        (await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).Should().BeLessThanOrEqualTo(width);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task All_text_stands_out_from_what_is_behind_it(ColorScheme scheme)
    {
        await using var nowhere = await Cluster.Swarm.CreateServiceAsync(
            new ServiceOptions { Name = "waiting", Image = "example/echo:latest", Constraints = ["node.labels.no == where"] }, Token);
        await Cluster.Swarm["worker02"].DrainAsync(Token);
        await using var page = await Cluster.OpenAsync(scheme: scheme);
        await page.SaysAsync(page.Page.Locator("#pending"), "no suitable node");
        var contrasts = await Contrast.ReadAsync(page.Page);
        contrasts.Should().HaveCountGreaterThan(15).And.OnlyContain(it => double.Parse(it.Split(' ', 2)[0], System.Globalization.CultureInfo.InvariantCulture) >= 4.5);
        await Cluster.Swarm["worker02"].ActivateAsync(Token);
    }

    [Fact]
    public async Task What_a_task_says_is_text_whatever_it_looks_like()
    {
        await using var broken = await Cluster.Swarm.CreateServiceAsync(
            new ServiceOptions { Name = "broken", Image = "example/echo:latest", Command = ["/<img/src=x/onerror=alert(1)>"] }, Token);
        await using var page = await Cluster.OpenAsync();
        await page.SaysAsync(page.Page.Locator(".service[data-service=broken] .trouble"), "/<img/src=x/onerror=alert(1)>");
        await page.HasAsync(page.Page.Locator("img"), 0);
        page.Troubles.Should().BeEmpty();
    }
}
