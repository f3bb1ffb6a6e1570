using InfraSpecs.Swarm;
using InfraSpecs.Xunit;

namespace InfraSpecs.BrowserSpecs;

/// <summary>Four nodes, the tutorial's stack that draws them, and a browser to look at it.</summary>
public sealed class VisualizedCluster : IAsyncDisposable
{
    private VisualizedCluster(SwarmCluster swarm, Stack stack, Chromium browser) => (Swarm, Stack, Browser) = (swarm, stack, browser);

    public SwarmCluster Swarm { get; }

    public Stack Stack { get; }

    public Chromium Browser { get; }

    public static async Task<VisualizedCluster> StartAsync(Engine engine, CancellationToken token)
    {
        var swarm = await SwarmCluster.StartAsync(
            engine,
            new SwarmOptions
            {
                Workers = 3,
                ManagerPorts = [9000],
                DispatcherHeartbeat = TimeSpan.FromSeconds(1),
                Preload = ["example/echo:latest", "example/visualizer:latest"],
            },
            token);
        try
        {
            var stack = await swarm.DeployStackAsync(new StackOptions { Name = "visualizer", File = Path.Combine(AppContext.BaseDirectory, "stacks", "visualizer.yml") }, token);
            await stack.WaitUntilConvergedAsync(token);
            return new VisualizedCluster(swarm, stack, await Chromium.StartAsync());
        }
        catch
        {
            await swarm.DisposeAsync();
            throw;
        }
    }

    /// <summary>A new look at the page, which draws all nodes already.</summary>
    public async Task<VisualizerPage> OpenAsync(int width = 1280, Microsoft.Playwright.ColorScheme scheme = Microsoft.Playwright.ColorScheme.Light)
    {
        var page = await Browser.OpenAsync(Swarm.Endpoint(9000), width, scheme);
        await page.IsLiveAsync();
        await page.HasAsync(page.Page.Locator("[data-node]"), Swarm.Nodes.Count);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        await Swarm.DisposeAsync();
    }
}

/// <summary>One such for all specs of a class.</summary>
/// <param name="engine">The assembly's engine.</param>
public sealed class VisualizedClusterFixture(EngineFixture engine) : SharedFixture<VisualizedCluster>(engine)
{
    public VisualizedCluster Cluster => Shared;

    protected override Task<VisualizedCluster> StartAsync(Engine engine, CancellationToken token) => VisualizedCluster.StartAsync(engine, token);
}
