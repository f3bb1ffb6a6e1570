using DotNet.Testcontainers.Builders;
using Microsoft.Extensions.Logging.Abstractions;

namespace InfraSpecs.Benchmarks;

/// <summary>The same container, started through InfraSpecs and through bare Testcontainers, in turns.</summary>
internal static class StartCost
{
    private const int Rounds = 40;

    public static async Task<IReadOnlyList<Row>> RunAsync(Engine engine, CancellationToken token)
    {
        var image = await engine.Images.GetAsync("base", token);
        Samples ours = new(), bare = new();
        await OursAsync(new Samples());
        await BareAsync(new Samples());
        for (var i = 0; i < Rounds; i++)
        {
            // Whoever starts while the engine still cleans up after the other is slower.
            if (i % 2 == 0) await OursAsync(ours);
            await BareAsync(bare);
            if (i % 2 != 0) await OursAsync(ours);
        }

        return
        [
            new("start of a container, median", ours.Median, bare.Median, "ms", "<= 1.05 x bare Testcontainers", ours.Median <= 1.05 * bare.Median,
                $"{Rounds} starts of each, in turns, now one first and now the other"),
        ];

        async Task OursAsync(Samples samples)
        {
            Container? container = null;
            await samples.TimeAsync(async () =>
                container = await engine.StartAsync(
                    engine.NewContainer(await engine.Images.GetAsync("base", token), "bench").WithEntrypoint("sleep").WithCommand("60"), token));
            await container!.DisposeAsync();
        }

        async Task BareAsync(Samples samples)
        {
            var container = new ContainerBuilder(image).WithLogger(NullLogger.Instance).WithEntrypoint("sleep").WithCommand("60").Build();
            await samples.TimeAsync(() => container.StartAsync(token));
            await container.DisposeAsync();
        }
    }
}
