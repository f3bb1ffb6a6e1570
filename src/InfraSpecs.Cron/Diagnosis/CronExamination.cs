using DotNet.Testcontainers.Containers;

namespace InfraSpecs.Cron;

/// <summary>Collects the evidence from a container: its files and its processes, or its end, side by side.</summary>
internal static class CronExamination
{
    /// <summary>Files, processes and end; the rest is for the caller to add.</summary>
    public static async Task<CronEvidence> ReadAsync(Engine engine, IContainer container, CancellationToken token)
    {
        var files = CronFiles.ReadAsync(engine, container.Id, container.ShortName(), token);
        var life = LifeAsync(engine, container, token);
        await Task.WhenAll(files, life);
        var (processes, exit) = await life;
        return new CronEvidence { Files = await files, Processes = processes, Exit = exit };
    }

    private static async Task<(ContainerProcesses? Processes, ContainerExit? Exit)> LifeAsync(Engine engine, IContainer container, CancellationToken token)
    {
        try
        {
            return (await container.ListProcessesAsync(engine, token), null);
        }
        catch (ContainerExitedException ended)
        {
            return (null, ended.Exit);
        }
    }
}
