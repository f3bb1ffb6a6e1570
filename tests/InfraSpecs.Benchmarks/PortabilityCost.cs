using InfraSpecs.Images;

namespace InfraSpecs.Benchmarks;

/// <summary>Whether all programs, libraries and scripts of an image can be loaded, once the image was read.</summary>
internal static class PortabilityCost
{
    private const int Rounds = 15;

    public static async Task<IReadOnlyList<Row>> RunAsync(Engine engine, CancellationToken token)
    {
        var image = await ImageUnderTest.FromEngineAsync(engine, await engine.Images.GetAsync("imagemagick", token), token);
        Samples ours = new(), start = new(), floor = new();
        var objects = 0;
        for (var i = 0; i < Rounds; i++)
        {
            await ours.TimeAsync(() => Task.FromResult(image.CheckPortability()));
            await start.TimeAsync(() => Task.FromResult(image.CheckStart()));
            await floor.TimeAsync(() => Task.FromResult(objects = image.Files.All.Count(it => it.Elf is { IsLoadable: true })));
        }

        var seen = image.CheckPortability();
        if (!seen.IsPortable || seen.Programs + seen.Libraries != objects) throw new InvalidOperationException($"The image is not what is measured: {seen}");
        return
        [
            new($"BePortable on {objects} programs and libraries, median", ours.Median, floor.Median, "ms", "<= 150 ms after indexing", ours.Median <= 150,
                $"{Rounds} times, with {seen.Scripts} scripts; the floor is a look at each file's kind"),
            new("StartAsDeclared on the same image, median", start.Median, floor.Median, "ms", "<= 150 ms after indexing", start.Median <= 150, $"{Rounds} times; the same floor"),
        ];
    }
}
