namespace InfraSpecs.EngineSpecs.Volumes;

/// <summary>Containers that do something to a volume.</summary>
internal static class Shell
{
    /// <summary>Runs a script in a container that mounts the volume, and removes the container.</summary>
    public static async Task RunAsync(Engine engine, DataVolumeContainer data, string script, CancellationToken token)
    {
        await using var container = await StartAsync(engine, data, "sleep 600", token);
        var outcome = await container.ExecAsync(["sh", "-c", script], new ExecOptions { WorkingDirectory = data.Path }, token);
        outcome.ExitCode.Should().Be(0, outcome.Error);
    }

    /// <summary>Starts a container that mounts the volume and runs a script.</summary>
    public static async Task<Container> StartAsync(Engine engine, DataVolumeContainer data, string script, CancellationToken token, bool readOnly = false)
    {
        var builder = engine.NewContainer(await engine.Images.GetAsync("busybox", token), "writer")
            .WithVolumesFrom(data, readOnly)
            .WithEntrypoint("sh", "-c", script);
        return await engine.StartAsync(builder, token);
    }
}
