using System.Diagnostics;

namespace InfraSpecs.EngineSpecs.Cleanup;

/// <summary>A test process of this machine that runs <see cref="OneOfEachSpecs"/>.</summary>
internal sealed class ProcessThatEnds : IDisposable
{
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;

    /// <param name="engine">The engine that it uses.</param>
    /// <param name="ending">How it ends.</param>
    /// <param name="image">The image busybox, as that engine has it; null where it can make it.</param>
    /// <param name="method">The spec; null for the one without a time limit.</param>
    public ProcessThatEnds(Engine engine, string ending, string? image = null, string? method = null)
    {
        Things = new ThingsOfProcess(engine, _folder.At("made"));
        string[] arguments =
        [
            "--default-signal=HUP,INT,QUIT,TERM", "dotnet", typeof(OneOfEachSpecs).Assembly.Location,
            "--filter-method", $"{typeof(OneOfEachSpecs).FullName}.{method ?? nameof(OneOfEachSpecs.It_has_made_one_of_each_kind)}", "--no-ansi", "--progress", "off", "--report-infraspecs", "off",
        ];
        _process = Process.Start(new ProcessStartInfo("env", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["DOCKER_HOST"] = engine.Endpoint.OriginalString, [OneOfEachSpecs.EndingVariable] = ending, [OneOfEachSpecs.FileVariable] = Things.File,
                ["INFRASPECS_IMAGE_BUSYBOX"] = image, ["TESTINGPLATFORM_TELEMETRY_OPTOUT"] = "1",
            },
        })!;
        _ = _process.StandardOutput.ReadToEndAsync(ThisTest.Token);
        _ = _process.StandardError.ReadToEndAsync(ThisTest.Token);
    }

    public ThingsOfProcess Things { get; }

    public Task SignalAsync(string signal) => ChildProcess.RunAsync("kill", [$"-{signal}", $"{_process.Id}"], ThisTest.Token);

    /// <returns>Its exit code.</returns>
    public async Task<int> WaitUntilItHasEndedAsync()
    {
        await _process.WaitForExitAsync(ThisTest.Token).WaitAsync(EndsWithin, ThisTest.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
        _folder.Dispose();
    }
}
