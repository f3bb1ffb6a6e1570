
namespace InfraSpecs.Cron;

/// <summary>Collects the evidence from a container: its files and its processes, or its end, side by side.</summary>
internal static class CronExamination
{
    /// <summary>Files, processes and end; the rest is for the caller to add.</summary>
    public static async Task<CronEvidence> ReadAsync(Container container, CancellationToken token)
    {
        var files = CronFiles.ReadAsync(container.Engine, container.Id, container.Name, token);
        var life = LifeAsync(container, token);
        await Task.WhenAll(files, life);
        var (processes, exit) = await life;
        return new CronEvidence { Files = await files, Processes = processes, Exit = exit };
    }

    private static async Task<(ContainerProcesses? Processes, ContainerExit? Exit)> LifeAsync(Container container, CancellationToken token)
    {
        try
        {
            return (await container.ReadProcessesAsync(token), null);
        }
        catch (ContainerExitedException ended)
        {
            return (null, ended.Exit);
        }
    }
}
