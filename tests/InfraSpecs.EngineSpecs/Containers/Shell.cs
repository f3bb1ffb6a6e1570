namespace InfraSpecs.EngineSpecs.Containers;

/// <summary>Starts a container that runs a shell script, and nothing else.</summary>
internal static class Shell
{
    public static async Task<Container> StartAsync(Engine engine, string script, CancellationToken token, string image = "base", string? stopSignal = null) =>
        await engine.StartAsync(
            engine.NewContainer(await engine.Images.GetAsync(image, token), "shell").WithEntrypoint("sh", "-c", script)
                .WithCreateParameterModifier(it => it.StopSignal = stopSignal ?? it.StopSignal),
            token);
}
