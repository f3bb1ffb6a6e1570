using InfraSpecs.Xunit;
using Microsoft.Playwright;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.BrowserSpecs;

[RequiresBrowser]
[RequiresEngine]
[Trait("Section", "3.5.3")]
[Trait("Beyond", "true")]
public sealed class ProblemSpecs(EngineFixture fixture)
{
    [Fact]
    public async Task Without_a_socket_the_page_and_the_log_say_what_to_mount()
    {
        var engine = fixture.Engine;
        var image = await engine.Images.GetAsync("visualizer", Token);
        await using var container = await engine.StartAsync(engine.NewContainer(image, "visualizer").WithPortBinding(8080, true), Token);
        await using var log = container.FollowOutput("^The cluster cannot be read");
        await log.WaitForMatchesAsync(1, TimeSpan.FromSeconds(30), Token);

        await using var browser = await Chromium.StartAsync();
        await using var page = await browser.OpenAsync(container.Endpoint(8080));
        await page.SaysAsync(page.Page.GetByRole(AriaRole.Alert), "There is no /var/run/docker.sock. Mount the manager's socket there");
        await page.SaysAsync(page.Page.GetByRole(AriaRole.Banner), "The cluster cannot be read.");
    }
}
