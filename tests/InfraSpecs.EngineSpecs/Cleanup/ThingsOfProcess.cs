using Docker.DotNet.Models;

namespace InfraSpecs.EngineSpecs.Cleanup;

/// <summary>What a process that runs <see cref="OneOfEachSpecs"/> has made: two containers, a network, two volumes, an image, and a reaper.</summary>
/// <param name="engine">By which it is looked at.</param>
/// <param name="file">Where the process writes what it has made.</param>
internal sealed class ThingsOfProcess(Engine engine, string file)
{
    private static readonly TimeSpan UntilItRuns = TimeSpan.FromMinutes(3);

    public string File => file;

    /// <summary>As the engine knows them, once all are made.</summary>
    public Task<IReadOnlyList<string>> MadeAsync() => Wait.UntilAsync(
        "what the other process makes",
        async token => System.IO.File.Exists(file) && await System.IO.File.ReadAllLinesAsync(file, token) is [.. var made, OneOfEachSpecs.Ready]
            ? Probe.Ready<IReadOnlyList<string>>(made)
            : Probe.NotYet<IReadOnlyList<string>>("it has not made all"),
        UntilItRuns,
        ThisTest.Token);

    /// <summary>What of that the engine has still.</summary>
    public async Task<IReadOnlyList<string>> LeftAsync(IReadOnlyList<string> made, CancellationToken token)
    {
        var containers = await engine.Client.Containers.ListContainersAsync(new ContainersListParameters { All = true }, token);
        var networks = await engine.Client.Networks.ListNetworksAsync(new NetworksListParameters(), token);
        var volumes = await engine.Client.Volumes.ListAsync(new VolumesListParameters(), token);
        var images = await engine.Client.Images.ListImagesAsync(new ImagesListParameters { All = true }, token);
        IEnumerable<string> all =
        [
            .. containers.Select(it => it.ID), .. networks.Select(it => it.ID), .. (volumes.Volumes ?? []).Select(it => it.Name), .. images.Select(it => it.ID),
            .. containers.Select(it => it.Labels.TryGetValue("infraspecs.reaper.id", out var id) ? id : ""),
        ];
        return [.. all.Where(made.Contains)];
    }

    /// <summary>Fails if something is left 10 s later.</summary>
    public Task ShouldLeaveNothingAsync(IReadOnlyList<string> made, TimeSpan? within = null) => Wait.UntilAsync(
        "removal of what the other process has left",
        async token => await LeftAsync(made, token) is { Count: > 0 } left ? Probe.NotYet<bool>($"there is {string.Join(", ", left)}") : Probe.Ready(true),
        within ?? TimeSpan.FromSeconds(10),
        ThisTest.Token);
}
