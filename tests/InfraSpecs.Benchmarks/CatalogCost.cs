namespace InfraSpecs.Benchmarks;

/// <summary>What an image source costs whose image the engine has already, in a process that asks for the first time.</summary>
internal static class CatalogCost
{
    private const int Rounds = 15;

    public static async Task<IReadOnlyList<Row>> RunAsync(Engine engine, CancellationToken token)
    {
        var image = await engine.Images.GetAsync("cronjob", token);
        Samples ours = new(), bare = new();
        for (var i = 0; i < Rounds; i++)
        {
            await using var fresh = await Engine.ConnectAsync(token);
            await ours.TimeAsync(() => fresh.Images.GetAsync("cronjob", token));
            await bare.TimeAsync(() => fresh.Client.Images.InspectImageAsync(image, token));
        }

        return
        [
            new("an unchanged image source, median", ours.Median, bare.Median, "ms", "< 100 ms", ours.Median < 100,
                $"{Rounds} new connections; the floor is one bare look at the image"),
        ];
    }
}
