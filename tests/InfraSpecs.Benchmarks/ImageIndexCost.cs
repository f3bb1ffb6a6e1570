using System.Globalization;
using Docker.DotNet.Models;
using InfraSpecs.Images;
using InfraSpecs.Images.Layers;

namespace InfraSpecs.Benchmarks;

/// <summary>What it costs to know what is in an image: for the first time, again, and with one layer more; and what a process holds that knows a million files.</summary>
internal static class ImageIndexCost
{
    /// <summary>The argument that makes this program the process that is measured.</summary>
    public const string Measured = "measured:image-index:";

    private const int Rounds = 9;
    private const int Entries = 1_000_000;
    private const double Goal = 1.2;
    private const double GoalAgain = 5;
    private const double GoalMemory = 100;

    public static async Task<IReadOnlyList<Row>> RunAsync(Engine engine, CancellationToken token)
    {
        var dind = await engine.Images.GetAsync("dind", token);
        var small = await engine.Images.GetAsync("echo", token);
        var changed = await ChangeAsync(engine, dind, token);
        var cache = Directory.CreateTempSubdirectory("infraspecs-bench-").FullName;
        try
        {
            Samples first = new(), save = new(), again = new(), cold = new(), more = new(), saveMore = new();
            List<double> pairs = [], morePairs = [];
            for (var i = 0; i < Rounds; i++)
            {
                // Each process reads a small image before: what .NET compiles on the way is not what is measured.
                var folder = Path.Combine(cache, $"{i}");
                first.Add((await MeasuredAsync(folder, token, "read", small, dind))[1]);
                await save.TimeAsync(() => OwnProcess.SaveAsync(dind, token));
                pairs.Add(first.Last / save.Last);
                again.Add((await MeasuredAsync(folder, token, "read", small, dind))[1]);
                cold.Add((await MeasuredAsync(folder, token, "read", dind))[0]);
                more.Add((await MeasuredAsync(folder, token, "read", small, changed))[1]);
                await saveMore.TimeAsync(() => OwnProcess.SaveAsync(changed, token));
                morePairs.Add(more.Last / saveMore.Last);
            }

            var (ratio, moreRatio) = (MedianOf(pairs), MedianOf(morePairs));
            var memory = await MeasuredAsync(Path.Combine(cache, "memory"), token, "memory");
            return
            [
                new("an image of 350 MB read for the first time, median", first.Median, save.Median, "ms", $"<= {Goal} x docker save", ratio <= Goal,
                    $"{Rounds} processes that have read another image before, nothing of this one is cached; the floor is `docker save >/dev/null` after each; median of the pairs' ratios {ratio:0.00}"),
                new("the same image in another process, median", again.Median, first.Median, "ms", $"<= {GoalAgain} ms", again.Median <= GoalAgain,
                    $"{Rounds} processes that have read another image before, without the engine's own answer to what the image is; as a process's first image, with what .NET compiles then, {cold.Median:0} ms. The floor is the first time"),
                new("an image with one layer more, median", more.Median, saveMore.Median, "ms", "<= 1.0 x docker save", moreRatio <= 1,
                    $"{Rounds} processes that know the other layers; this engine saves only whole images, so that the floor is `docker save` of it; median of the pairs' ratios {moreRatio:0.00}"),
                new("memory that a layer of a million files takes", memory[0], memory[1], "MiB", $"<= {GoalMemory} MiB", memory[0] <= GoalMemory,
                    $"growth of a process's resident memory at its peak, while it reads and merges {Entries:N0} entries, in {memory[2]:0} ms; the floor is what it holds afterwards"),
            ];
        }
        finally
        {
            Directory.Delete(cache, recursive: true);
            await engine.Client.Images.DeleteImageAsync(changed, new ImageDeleteParameters { Force = true }, CancellationToken.None);
        }
    }

    /// <summary>What the process does that is measured: prints a number a line.</summary>
    public static async Task MeasureAsync(string[] what, CancellationToken token)
    {
        if (what is ["memory"]) await MeasureMemoryAsync(token);
        else await MeasureReadingAsync(what[1..], token);
    }

    // The engine's answer to what an image is, which it gives in its own time, is taken off.
    private static async Task MeasureReadingAsync(string[] images, CancellationToken token)
    {
        await using var engine = await Engine.ConnectAsync(token);
        foreach (var image in images)
        {
            Samples inspect = new(), whole = new();
            for (var i = 0; i < 3; i++) await inspect.TimeAsync(() => engine.Client.Images.InspectImageAsync(image, token));
            await whole.TimeAsync(() => ImageUnderTest.FromEngineAsync(engine, image, token));
            Console.WriteLine((whole.Median - inspect.Median).ToString(CultureInfo.InvariantCulture));
        }
    }

    private static async Task MeasureMemoryAsync(CancellationToken token)
    {
        await ReadAsync(100, token);
        GC.Collect();
        var (before, held) = (PeakMemory(), GC.GetTotalMemory(forceFullCollection: true));
        var started = TimeProvider.System.GetTimestamp();
        var tree = await ReadAsync(Entries, token);
        var took = TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
        Console.WriteLine(PeakMemory() - before);
        Console.WriteLine(Math.Round((GC.GetTotalMemory(forceFullCollection: true) - held) / 1048576.0, 1).ToString(CultureInfo.InvariantCulture));
        Console.WriteLine(took.ToString(CultureInfo.InvariantCulture));
        if (tree.Find("/folder0000/file0000")?.Content?.Length != ManyEntries.ContentLength) throw new InvalidOperationException("The first file is not as it was written.");
    }

    private static async Task<ImageTree> ReadAsync(int entries, CancellationToken token)
    {
        await using var layer = new ManyEntries(entries);
        var index = await LayerStore.Shared.ReadAsync(null, layer, token);
        var tree = new ImageTree([(new ImageLayer { Number = 0, DiffId = index.DiffId, Command = null, Size = index.Size, Entries = index.Count }, index)]);
        return tree.Count >= entries ? tree : throw new InvalidOperationException($"{tree.Count} of {entries} entries are there.");
    }

    // The kernel's high-water mark of resident memory: proc_pid_status(5).
    private static double PeakMemory() => double.Parse(
        File.ReadLines("/proc/self/status").Single(it => it.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;

    private static double MedianOf(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static async Task<string> ChangeAsync(Engine engine, string image, CancellationToken token)
    {
        await using var container = await engine.StartAsync(engine.NewContainer(image, "bench").WithEntrypoint("sleep", "60"), token);
        await container.ExecAsync(["sh", "-c", "head -c 1000000 /dev/urandom >/opt/more"], token);
        return (await engine.Client.Images.CommitContainerChangesAsync(
            new CommitContainerChangesParameters { ContainerID = container.Id, RepositoryName = $"more-{engine.Session.ShortId}" }, token)).ID;
    }

    private static Task<double[]> MeasuredAsync(string cache, CancellationToken token, params string[] what) => OwnProcess.MeasuredAsync(Measured + string.Join('|', what), cache, token);
}
