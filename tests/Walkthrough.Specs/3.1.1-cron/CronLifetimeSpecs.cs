using InfraSpecs;
using InfraSpecs.Cron;
using InfraSpecs.Extensibility;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace Walkthrough.Specs.Cron;

[RequiresEngine]
[Trait("Section", "3.1.1")]
public sealed class CronLifetimeSpecs(EngineFixture fixture)
{
    [Fact]
    public async Task The_image_builds()
    {
        var image = await fixture.Engine.Images.GetAsync("example/cronjob:latest", Token);
        var config = (await fixture.Engine.Client.Images.InspectImageAsync(image, Token)).Config!;
        config.Cmd.Should().Equal("cron", "-f");
    }

    [Fact]
    public async Task Under_an_init_the_container_stops_within_its_grace_period_on_SIGTERM()
    {
        await using var cron = await CronContainer.StartAsync(fixture.Engine, new CronOptions { Init = true }, Token);
        // An init heeds signals once it has started what it is there for; what comes before that is lost.
        await Wait.UntilAsync("cron under its init", UpAsync, TimeSpan.FromSeconds(15), Token);
        var exit = await cron.StopAsync(grace: TimeSpan.FromSeconds(5), Token);
        exit.Should().BeGraceful();

        async ValueTask<Probe<bool>> UpAsync(CancellationToken token)
        {
            var processes = await cron.Container.ReadProcessesAsync(token);
            return processes.Processes.Any(it => it.Program == "cron") ? Probe.Ready(true) : Probe.NotYet<bool>($"there is only {string.Join(", ", processes.Processes.Select(it => it.Program))}");
        }
    }

    [Fact]
    public async Task After_removal_nothing_of_the_session_is_left()
    {
        await using var engine = await Engine.ConnectAsync(Token);
        await using (await CronContainer.StartAsync(engine, new CronOptions(), Token))
        {
            (await engine.ListResourcesAsync(Token)).Containers.Should().HaveCount(1);
        }

        (await engine.ListResourcesAsync(Token)).Should().BeEmpty();
    }
}
