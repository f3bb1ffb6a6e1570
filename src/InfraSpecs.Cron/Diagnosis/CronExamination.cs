using Docker.DotNet.Models;

namespace InfraSpecs.Cron;

/// <summary>Collects the evidence from a container or an image; the rest is for the caller to add.</summary>
internal static class CronExamination
{
    /// <summary>The engine makes no container without a command, which an image need not have.</summary>
    private const string Nothing = "nothing";

    /// <summary>The files of a container, and its processes or its end, side by side.</summary>
    public static async Task<CronEvidence> ReadAsync(Container container, CancellationToken token)
    {
        var files = CronFiles.ReadAsync(container, token);
        var life = LifeAsync(container, token);
        var output = ContainerOutput.ReadAsync(container, token);
        var mounts = container.ReadMountsAsync(token);
        await Task.WhenAll(files, life, output, mounts);
        var (processes, exit) = await life;
        return new CronEvidence { Files = await files, Processes = processes, Exit = exit, Output = await output, Mounts = await mounts };
    }

    /// <summary>The files of an image: a container is made from it, read by the engine's archives, and removed.</summary>
    public static async Task<CronEvidence> ReadImageAsync(Engine engine, string image, CancellationToken token)
    {
        var reference = await engine.Images.GetAsync(image, token);
        var config = (await engine.Client.Images.InspectImageAsync(reference, token)).Config;
        var isBare = (config?.Entrypoint ?? []).Count + (config?.Cmd ?? []).Count == 0;
        var parameters = new CreateContainerParameters
        {
            Image = reference,
            Cmd = isBare ? [Nothing] : [],
            Labels = engine.Session.ResourceLabels.ToDictionary(),
            HostConfig = new HostConfig { NetworkMode = "none" },
        };
        // Cancelled while it is made, the container would be left until the session ends.
        var container = await engine.Client.Containers.CreateContainerAsync(parameters, CancellationToken.None);
        try
        {
            var files = await CronFiles.ReadAsync(engine, container.ID, reference, token);
            return new CronEvidence { Files = isBare ? files with { MainCommand = [] } : files };
        }
        finally
        {
            var remove = new ContainerRemoveParameters { Force = true, RemoveVolumes = true };
            await engine.RemovingAsync($"container {container.ID[..12]}", () => engine.Client.Containers.RemoveContainerAsync(container.ID, remove, CancellationToken.None));
        }
    }

    private static async Task<(ContainerProcesses? Processes, ContainerExit? Exit)> LifeAsync(Container container, CancellationToken token)
    {
        try
        {
            return (await container.ReadProcessesAsync(token), null);
        }
        catch (ContainerException ended) when (ended.Reason == ContainerReason.Ended)
        {
            return (null, ended.Exit);
        }
    }
}
