using System.Diagnostics;
using System.Globalization;

namespace InfraSpecs.Benchmarks;

/// <summary>Measurements of images in a process that nothing has warmed up, beside what the engine's own command takes.</summary>
internal static class OwnProcess
{
    /// <summary>Runs this program as the process that is measured, with a cache of its own.</summary>
    /// <param name="argument">What it measures.</param>
    /// <param name="cache">The folder of its cache.</param>
    /// <param name="token">Ends the wait.</param>
    /// <returns>What it printed, a number a line.</returns>
    public static async Task<double[]> MeasuredAsync(string argument, string cache, CancellationToken token)
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [argument]) { RedirectStandardOutput = true, Environment = { ["INFRASPECS_CACHE"] = cache } })!;
        var output = await process.StandardOutput.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        if (process.ExitCode != 0) throw new InvalidOperationException($"The measured process failed:\n{output}");
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => double.Parse(line, CultureInfo.InvariantCulture))];
    }

    /// <summary>The floor: the engine's command saves an image to nowhere.</summary>
    public static async Task SaveAsync(string image, CancellationToken token)
    {
        using var shell = Process.Start("sh", ["-c", "docker save \"$1\" >/dev/null", "floor", image]);
        await shell.WaitForExitAsync(token);
        if (shell.ExitCode != 0) throw new InvalidOperationException("docker save failed.");
    }
}
