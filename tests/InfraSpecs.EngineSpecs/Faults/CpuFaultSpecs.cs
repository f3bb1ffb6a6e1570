using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Faults;

/// <summary>Processes that starve use no more than their share, and all that there is when it is healed.</summary>
[RequiresEngine(EngineFeatures.ProcessTracing)]
public sealed class CpuFaultSpecs(EngineFixture fixture)
{
    private static readonly CpuFault Starved = new() { Share = 0.05 };

    [Fact]
    public async Task Processes_use_no_more_than_their_share()
    {
        await using var web = await StartAsync("while :; do :; done");
        await using (var fault = await Fault.BeginAsync(web, Starved, Token))
        {
            // What is there to be used differs with the machine's load; what is allowed does not. Half as much again is for the pieces that it comes in.
            (await SharesAsync(web, 3)).Should().OnlyContain(it => it < 0.075);
            (await fault.HealAsync()).Should().HaveBeenFelt(times: 3);
        }

        (await SharesAsync(web, 5)).Should().Contain(it => it > 0.1);
        (await Fault.FindAsync(web, Token)).Should().BeEmpty();
    }

    [Fact]
    public async Task Who_needs_less_is_not_felt_to_starve()
    {
        await using var idle = await StartAsync("exec sleep 600");
        await using var fault = await Fault.BeginAsync(idle, Starved, Token);
        await SharesAsync(idle, 1);
        var effect = await fault.ReadAsync(Token);
        effect.Invoking(it => it.Should().HaveBeenFelt()).Should().Throw<Exception>().WithMessage(
            $"Expected * of {idle.Name} (5 % of a processor) to have been felt by 1 pause or more, but its processes needed less than that: let them do more, or lower the share.*");
        effect.ToString().Should().Be("5 % of a processor: 0 pauses for want of time");
    }

    private Task<Container> StartAsync(string script) => Container.StartAsync(fixture.Engine, new ContainerOptions { Image = "busybox", Command = ["sh", "-c", script] }, Token);

    /// <summary>The share of a processor that the first process used in each of so many spans of two seconds, by the kernel's own count, as its engine's statistics have it too.</summary>
    private static async Task<IReadOnlyList<double>> SharesAsync(Container container, int times)
    {
        var engine = container.Engine;
        var shares = new List<double>();
        var (used, at) = await ReadAsync();
        for (var i = 0; i < times; i++)
        {
            await Task.Delay(TimeSpan.FromSeconds(2), Token);
            var (next, then) = await ReadAsync();
            shares.Add((next - used).TotalSeconds / (then - at).TotalSeconds);
            (used, at) = (next, then);
        }

        return shares;

        async Task<(TimeSpan Used, DateTime At)> ReadAsync()
        {
            var seen = new TaskCompletionSource<(TimeSpan, DateTime)>();
            var progress = new Progress<Docker.DotNet.Models.ContainerStatsResponse>(it => seen.TrySetResult((TimeSpan.FromTicks((long)(it.CPUStats!.CPUUsage!.TotalUsage / 100)), it.Read)));
            await engine.Client.Containers.GetContainerStatsAsync(container.Id, new Docker.DotNet.Models.ContainerStatsParameters { Stream = false }, progress, Token);
            return await seen.Task.WaitAsync(TimeSpan.FromSeconds(20), Token);
        }
    }
}
