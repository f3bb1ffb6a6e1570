namespace InfraSpecs.Testing;

/// <summary>Containers that run a shell script, and nothing else.</summary>
public static class ShellContainer
{
    public static async Task<Container> StartAsync(Engine engine, string script, CancellationToken token, string image = "base", string? stopSignal = null) =>
        await engine.StartAsync(
            engine.NewContainer(await engine.Images.GetAsync(image, token), "shell").WithEntrypoint("sh", "-c", script)
                .WithCreateParameterModifier(it => it.StopSignal = stopSignal ?? it.StopSignal),
            token);

    /// <summary>Starts one that mounts a volume.</summary>
    public static async Task<Container> StartAsync(Engine engine, DataVolumeContainer data, string script, CancellationToken token, bool readOnly = false) =>
        await engine.StartAsync(
            engine.NewContainer(await engine.Images.GetAsync("busybox", token), "writer").WithVolumesFrom(data, readOnly).WithEntrypoint("sh", "-c", script), token);

    /// <summary>Runs a script in the folder of a volume, and removes the container.</summary>
    public static async Task RunAsync(Engine engine, DataVolumeContainer data, string script, CancellationToken token)
    {
        await using var container = await StartAsync(engine, data, "sleep 600", token);
        var outcome = await container.ExecAsync(["sh", "-c", script], new ExecOptions { WorkingDirectory = data.Path }, token);
        outcome.ExitCode.Should().Be(0, outcome.Error);
    }
}
