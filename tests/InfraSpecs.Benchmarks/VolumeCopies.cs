using System.Diagnostics;

namespace InfraSpecs.Benchmarks;

/// <summary>A backup of 1 GiB, half of it random, and its restore, beside what the tutorial's command does.</summary>
internal static class VolumeCopies
{
    private const string Fill = """
        i=0; while [ $i -lt 8 ]; do i=$((i+1)); head -c 67108864 /dev/urandom > /data/random-$i; yes 'a row of a table, much like the row before' | head -c 67108864 > /data/rows-$i; done
        """;

    public static async Task<IReadOnlyList<Row>> RunAsync(Engine engine, CancellationToken token)
    {
        var image = await engine.Images.GetAsync("busybox", token);
        var folder = Directory.CreateTempSubdirectory("infraspecs-bench-");
        try
        {
            await using var data = await DataVolumeContainer.CreateAsync(engine, "/data", token);
            await ShellAsync($"docker run --rm --volumes-from {data.Name} {image} sh -c '{Fill.Replace("'", "'\\''", StringComparison.Ordinal)}'", token);
            await WarmUpAsync(engine, folder.FullName, token);

            Samples export = new(), tar = new(), restore = new(), untar = new();
            var ours = Path.Combine(folder.FullName, "ours.tar.gz");
            var theirs = Path.Combine(folder.FullName, "theirs.tar.gz");
            var exported = await GrowthDuringAsync(() => export.TimeAsync(() => data.ExportAsync(ours, new VolumeExportOptions(), token)), token);
            await tar.TimeAsync(() => ShellAsync($"docker run --rm --volumes-from {data.Name} {image} tar czf - /data > {theirs}", token));
            var restored = await GrowthDuringAsync(() => restore.TimeAsync(async () =>
            {
                await using var copy = await DataVolumeContainer.RestoreAsync(engine, ours, new VolumeRestoreOptions(), token);
            }), token);
            await using (var target = await DataVolumeContainer.CreateAsync(engine, "/data", token))
            {
                await untar.TimeAsync(() => ShellAsync($"docker run --rm -i --volumes-from {target.Name} {image} tar xzf - -C / < {theirs}", token));
            }

            var growth = Math.Round(Math.Max(exported, restored), 1);
            return
            [
                new("export of a volume of 1 GiB", export.Median, tar.Median, "ms", "<= 1.15 x docker run … tar", export.Median <= 1.15 * tar.Median,
                    "verified, with its checksum; the floor is docker run --volumes-from … tar czf - to a file"),
                new("restore of 1 GiB", restore.Median, untar.Median, "ms", "<= 1.15 x docker run … tar", restore.Median <= 1.15 * untar.Median,
                    "verified, into a new volume, which is removed again; the floor is docker run -i … tar xzf -"),
                new("growth of this process's memory in the two", growth, 1024, "MiB", "<= 64 MiB", growth <= 64,
                    "resident, at most, after a first small export; the floor is the size of the volume"),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task WarmUpAsync(Engine engine, string folder, CancellationToken token)
    {
        var archive = Path.Combine(folder, "small.tar.gz");
        await using var small = await DataVolumeContainer.CreateAsync(engine, "/data", token);
        await small.ExportAsync(archive, new VolumeExportOptions(), token);
        await using var copy = await DataVolumeContainer.RestoreAsync(engine, archive, new VolumeRestoreOptions(), token);
    }

    private static async Task<double> GrowthDuringAsync(Func<Task> work, CancellationToken token)
    {
        using var process = Process.GetCurrentProcess();
        process.Refresh();
        var before = process.WorkingSet64;
        var most = before;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        var working = work();
        while (!working.IsCompleted && await timer.WaitForNextTickAsync(token))
        {
            process.Refresh();
            most = Math.Max(most, process.WorkingSet64);
        }

        await working;
        return (most - before) / 1048576.0;
    }

    private static async Task ShellAsync(string command, CancellationToken token)
    {
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", command]))!;
        await process.WaitForExitAsync(token);
        if (process.ExitCode != 0) throw new InvalidOperationException($"exit code {process.ExitCode}: {command}");
    }
}
