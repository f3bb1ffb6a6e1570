using System.Diagnostics;
using Docker.DotNet.Models;

namespace InfraSpecs.EngineSpecs.Cleanup;

/// <summary>A test process that runs <see cref="SpecThatEnds"/>, and what that has made.</summary>
internal sealed class ProcessThatEnds : IDisposable
{
    private static readonly TimeSpan UntilItRuns = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;
    private readonly Engine _engine;

    /// <param name="engine">By which it is looked at.</param>
    /// <param name="ending">How it ends.</param>
    /// <param name="method">The spec; null for the one without a time limit.</param>
    /// <param name="address">The engine's, as the process is told it; null for the usual one.</param>
    public ProcessThatEnds(Engine engine, string ending, string? method = null, Uri? address = null)
    {
        _engine = engine;
        string[] arguments =
        [
            "--default-signal=HUP,INT,QUIT,TERM", "dotnet", typeof(SpecThatEnds).Assembly.Location,
            "--filter-method", $"{typeof(SpecThatEnds).FullName}.{method ?? nameof(SpecThatEnds.It_has_made_one_of_each_kind)}", "--no-ansi", "--progress", "off",
        ];
        _process = Process.Start(new ProcessStartInfo("env", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["DOCKER_HOST"] = (address ?? engine.Endpoint).OriginalString, [SpecThatEnds.EndingVariable] = ending, [SpecThatEnds.FileVariable] = _folder.At("made"),
                ["TESTINGPLATFORM_TELEMETRY_OPTOUT"] = "1",
            },
        })!;
        _ = _process.StandardOutput.ReadToEndAsync(ThisTest.Token);
        _ = _process.StandardError.ReadToEndAsync(ThisTest.Token);
    }

    public int ProcessId => _process.Id;

    /// <summary>What it has made, as the engine knows it: two containers, a network, two volumes, an image.</summary>
    public Task<IReadOnlyList<string>> MadeAsync() => Wait.UntilAsync(
        "what the other process makes",
        async token => File.Exists(_folder.At("made")) && await File.ReadAllLinesAsync(_folder.At("made"), token) is [.. var made, SpecThatEnds.Ready]
            ? Probe.Ready<IReadOnlyList<string>>(made)
            : Probe.NotYet<IReadOnlyList<string>>("it has not made all"),
        UntilItRuns,
        ThisTest.Token);

    public void Kill() => _process.Kill();

    public Task SignalAsync(string signal) => ChildProcess.RunAsync("kill", [$"-{signal}", $"{ProcessId}"], ThisTest.Token);

    public Task WaitUntilItHasEndedAsync() => _process.WaitForExitAsync(ThisTest.Token).WaitAsync(UntilItRuns, ThisTest.Token);

    /// <summary>What of that the engine has still, and the process's reapers.</summary>
    public async Task<IReadOnlyList<string>> LeftAsync(IReadOnlyList<string> made, CancellationToken token)
    {
        var containers = await _engine.Client.Containers.ListContainersAsync(new ContainersListParameters { All = true }, token);
        var networks = await _engine.Client.Networks.ListNetworksAsync(new NetworksListParameters(), token);
        var volumes = await _engine.Client.Volumes.ListAsync(new VolumesListParameters(), token);
        var images = await _engine.Client.Images.ListImagesAsync(new ImagesListParameters { All = true }, token);
        var reapers = containers.Where(it => it.Labels.TryGetValue("infraspecs.reaper.owner", out var owner) && owner.Split('/')[2] == $"{ProcessId}").Select(it => it.Names[0]);
        return [.. containers.Select(it => it.ID).Concat(networks.Select(it => it.ID)).Concat(volumes.Volumes!.Select(it => it.Name)).Concat(images.Select(it => it.ID)).Where(made.Contains), .. reapers];
    }

    /// <summary>Fails if something is left 10 s later.</summary>
    public Task ShouldLeaveNothingAsync(IReadOnlyList<string> made) => Wait.UntilAsync(
        "removal of what the other process has left",
        async token => await LeftAsync(made, token) is { Count: > 0 } left ? Probe.NotYet<bool>($"there is {string.Join(", ", left)}") : Probe.Ready(true),
        TimeSpan.FromSeconds(10),
        ThisTest.Token);

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
        _folder.Dispose();
    }
}
