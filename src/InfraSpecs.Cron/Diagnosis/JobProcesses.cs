namespace InfraSpecs.Cron;

/// <summary>What a job does that does not end, by the container's processes.</summary>
internal static class JobProcesses
{
    /// <summary>The command line of the process that the job waits for: the last of those that came of its shell. Null where that is not seen.</summary>
    public static string? Doing(ContainerProcesses? processes, string command)
    {
        var all = processes?.OfMain ?? [];
        var job = all.FirstOrDefault(it => it.CommandLine == command || it.CommandLine.EndsWith($"-c {command}", StringComparison.Ordinal));
        if (job is null) return null;
        while (all.FirstOrDefault(it => it.ParentHostId == job.HostId) is { } child) job = child;
        return job.CommandLine;
    }
}
