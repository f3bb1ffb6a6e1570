namespace InfraSpecs.Benchmarks;

/// <summary>The same small specs (a container starts, prints, is waited for and removed), recorded and not, in turns; and how soon the evidence of one that fails is there.</summary>
internal static class RecordingCost
{
    private const int Rounds = 8;
    private const int SpecsOfRound = 10;
    private const double Mebibyte = 1 << 20;

    public static async Task<IReadOnlyList<Row>> RunAsync(Engine engine, CancellationToken token)
    {
        Samples recorded = new(), bare = new(), evidence = new(), memory = new();
        await engine.Images.GetAsync("busybox", token);
        await RoundAsync(new Samples(), token);
        for (var i = 0; i < Rounds; i++)
        {
            if (i % 2 == 0) await RoundAsync(bare, token);
            await RecordedRoundAsync(recorded, evidence, memory, token);
            if (i % 2 != 0) await RoundAsync(bare, token);
        }

        return
        [
            new("recording of a passing run, median", recorded.Median, bare.Median, "ms", "<= 1.02 x the same specs, not recorded", recorded.Median <= 1.02 * bare.Median,
                $"{Rounds} rounds of {SpecsOfRound} specs of each, in turns, now one first and now the other; each starts a container, waits for a line and removes it"),
            new("memory of the recorder", memory.Median, 20, "MiB", "<= 20 MiB", memory.Median <= 20, "what the process holds more after a recorded round than before it, garbage collected"),
            new("from a failure to its evidence, median", evidence.Median, 1000, "ms", "<= 1 s", evidence.Median <= 1000, "of a spec with one container that printed 1,000 lines; the floor is the goal"),
        ];
    }

    private static async Task RecordedRoundAsync(Samples specs, Samples evidence, Samples memory, CancellationToken token)
    {
        var folder = Directory.CreateTempSubdirectory("infraspecs-bench-");
        try
        {
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var scope = new RunScope("bench", "Bench");
            await using var recorder = RunRecorder.Start(new RunRecorderOptions { Folder = folder.FullName, Scope = () => scope });
            await RoundAsync(specs, token);
            memory.Add(Math.Round(Math.Max(0.01, (GC.GetTotalMemory(forceFullCollection: true) - before) / Mebibyte), 2));
            await using var engine = await Engine.ConnectAsync(token);
            await using var container = await StartAsync(engine, "seq 1000; echo done; exec sleep 60", token);
            await evidence.TimeAsync(() => recorder.CollectAsync(scope, TimeSpan.FromSeconds(5)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task RoundAsync(Samples specs, CancellationToken token)
    {
        await using var engine = await Engine.ConnectAsync(token);
        await specs.TimeAsync(async () =>
        {
            for (var i = 0; i < SpecsOfRound; i++) await (await StartAsync(engine, "echo done; exec sleep 60", token)).DisposeAsync();
        });
    }

    private static async Task<Container> StartAsync(Engine engine, string script, CancellationToken token)
    {
        var container = await Container.StartAsync(engine, new ContainerOptions { Image = "busybox", Command = ["sh", "-c", script] }, token);
        await container.WaitForOutputAsync("done", 1, TimeSpan.FromSeconds(20), token);
        return container;
    }
}
