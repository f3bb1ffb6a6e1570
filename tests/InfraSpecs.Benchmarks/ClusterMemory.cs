using System.Diagnostics;
using System.Globalization;
using InfraSpecs.Swarm;

namespace InfraSpecs.Benchmarks;

/// <summary>What a process holds that starts 16 nodes, runs 200 tasks on them and waits for their convergence: a process of its own.</summary>
internal static class ClusterMemory
{
    /// <summary>The argument that makes this program the process that is measured.</summary>
    public const string Measured = "measured:cluster-memory";

    private const int Tasks = 200;

    public static async Task<IReadOnlyList<Row>> RunAsync(Engine engine, CancellationToken token)
    {
        var peak = await PeakOfAsync(Measured, token);
        var floor = await PeakOfAsync(Measured + ":floor", token);
        _ = engine;
        return
        [
            new("memory of the process that runs 16 nodes and 200 tasks", peak, floor, "MiB", "<= 150 MiB", peak <= 150,
                "resident, at most, of a process of its own; the floor is one that connects to the engine and starts one container"),
        ];
    }

    public static async Task MeasureAsync(bool floor, CancellationToken token)
    {
        await using var engine = await Engine.ConnectAsync(token);
        if (floor)
        {
            var busybox = engine.NewContainer(await engine.Images.GetAsync("busybox", token), "bench").WithCommand("sleep", "60");
            await (await engine.StartAsync(busybox, token)).DisposeAsync();
        }
        else
        {
            await using var cluster = await SwarmCluster.StartAsync(engine, new SwarmOptions { Workers = 15, Preload = ["example/echo:latest"] }, token);
            var echo = new ServiceOptions { Name = "echo", Image = "example/echo:latest", Replicas = Tasks, ConvergeWithin = TimeSpan.FromMinutes(10) };
            var placement = await (await cluster.CreateServiceAsync(echo, token)).WaitUntilConvergedAsync(token);
            if (placement.Running.Count != Tasks) throw new InvalidOperationException($"{placement.Running.Count} of {Tasks} tasks run.");
        }

        // The kernel's high-water mark of resident memory, in kB: proc_pid_status(5).
        var line = (await File.ReadAllLinesAsync("/proc/self/status", token)).Single(it => it.StartsWith("VmHWM:", StringComparison.Ordinal));
        Console.WriteLine(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
    }

    private static async Task<double> PeakOfAsync(string what, CancellationToken token)
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [what]) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        if (process.ExitCode != 0) throw new InvalidOperationException($"The measured process failed:\n{output}");
        return Math.Round(int.Parse(output, CultureInfo.InvariantCulture) / 1024.0, 1);
    }
}
