using Docker.DotNet.Models;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Faults;

/// <summary>Processes that starve use no more than their share, and all that there is when it is healed.</summary>
[RequiresEngine(EngineFeatures.ProcessTracing)]
public sealed class CpuFaultSpecs(EngineFixture fixture)
{
    private const double NotStarved = 0.1;
    private static readonly CpuFault Starved = new() { Share = 0.02 };

    [Fact]
    public async Task Processes_use_no_more_than_their_share()
    {
        await using var web = await StartAsync("while :; do :; done");
        await using (var fault = await Fault.BeginAsync(web, Starved, Token))
        {
            // Where who stops them is late, they use a little more, and wait for it the longer.
            (await ShareAsync(web)).Should().BeLessThan(NotStarved);
            (await ShareAsync(web)).Should().BeLessThan(NotStarved);
            (await fault.HealAsync()).Should().HaveBeenFelt(times: 3);
        }

        // What is there for them differs with the machine's load.
        await Wait.UntilAsync(
            "time for its processes",
            async _ => await ShareAsync(web) is var share and > NotStarved ? Probe.Ready(share) : Probe.NotYet<double>("they have little"), TimeSpan.FromSeconds(60), Token);
        (await Fault.FindAsync(web, Token)).Should().BeEmpty();
    }

    [Fact]
    public async Task Who_needs_less_is_not_felt_to_starve()
    {
        await using var idle = await StartAsync("exec sleep 600");
        await using var fault = await Fault.BeginAsync(idle, Starved, Token);
        await ShareAsync(idle);
        var effect = await fault.ReadAsync(Token);
        effect.Invoking(it => it.Should().HaveBeenFelt()).Should().Throw<Exception>().WithMessage(
            $"Expected * of {idle.Name} (2 % of a processor) to have been felt by 1 pause or more, but its processes needed less than that: let them do more, or lower the share.*");
        effect.ToString().Should().Be("2 % of a processor: 0 pauses for want of time");
    }

    private Task<Container> StartAsync(string script) => Container.StartAsync(fixture.Engine, new ContainerOptions { Image = "busybox", Command = ["sh", "-c", script] }, Token);

    /// <summary>The share of a processor that a container used in a second and a half, by its engine's statistics.</summary>
    private static async Task<double> ShareAsync(Container container)
    {
        var (used, at) = await ReadAsync();
        await Task.Delay(TimeSpan.FromSeconds(1.5), TimeProvider.System, Token);
        var (after, then) = await ReadAsync();
        return (after - used).TotalSeconds / (then - at).TotalSeconds;

        async Task<(TimeSpan Used, DateTime At)> ReadAsync()
        {
            var seen = new TaskCompletionSource<(TimeSpan, DateTime)>();
            var progress = new Progress<ContainerStatsResponse>(it => seen.TrySetResult((TimeSpan.FromMicroseconds((double)it.CPUStats!.CPUUsage!.TotalUsage / 1000), it.Read)));
            await container.Engine.Client.Containers.GetContainerStatsAsync(container.Id, new ContainerStatsParameters { Stream = false, OneShot = true }, progress, Token);
            return await seen.Task.WaitAsync(TimeSpan.FromSeconds(20), Token);
        }
    }
}
