using InfraSpecs;

namespace Docs.Snippets;

/// <summary>The snippets of docs/clock.md, a method for each.</summary>
internal static class DocsOfTime
{
    public static async Task ClockAsync(Engine engine, CancellationToken token)
    {
        await using var clock = await ContainerClock.StartAsync(
            engine, engine.NewContainer("my/rotator:2", "rotator"), new ContainerClockOptions { StartAt = new DateTimeOffset(2028, 2, 28, 23, 59, 0, TimeSpan.Zero) }, token);
        await clock.RunForAsync(TimeSpan.FromMinutes(5), speed: 60, token);
        await clock.AdvanceToAsync(new DateTimeOffset(2028, 3, 1, 0, 0, 2, TimeSpan.Zero), token);
        var rotated = await clock.Container.FindFileAsync("/var/log/app.log.2028-02-29", token);
        rotated.Should().BeRegularFile();
    }
}
