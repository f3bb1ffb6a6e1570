namespace InfraSpecs.Cron;

/// <summary>Whether a daemon is among a container's processes, or may still be started by one of them.</summary>
internal static class DaemonPresence
{
    /// <summary>Programs that start nothing.</summary>
    private static readonly HashSet<string> Idle = ["sleep", "tail", "cat"];

    /// <summary>Programs that start one other, at once.</summary>
    private static readonly HashSet<string> Inits = ["docker-init", "tini", "dumb-init", "catatonit"];

    /// <summary>Programs that may install a daemon, or start one by a path of its own.</summary>
    private static readonly string[] Starting =
    [
        "sh", "bash", "dash", "ash", "ksh", "zsh", "busybox", "env", "python", "perl", "ruby", "node", "php", "super", "run", "s6", "systemd", "init", "apt", "dpkg", "apk", "dnf", "yum",
    ];

    public static bool IsThere(ContainerProcesses processes) => processes.Processes.Any(IsCron);

    /// <summary>Nothing is left that would ever start a daemon.</summary>
    public static bool OnlyIdle(ContainerProcesses processes) =>
        processes.OfMain is var all && all.Any(it => Idle.Contains(it.Program)) && all.All(it => Idle.Contains(it.Program) || Inits.Contains(it.Program));

    /// <summary>No shell, interpreter or supervisor is there.</summary>
    public static bool NobodyStarts(ContainerProcesses processes) =>
        processes.OfMain is { Count: > 0 } all && !all.Any(it => Array.Exists(Starting, name => it.Program.StartsWith(name, StringComparison.Ordinal)));

    private static bool IsCron(ContainerProcess process) =>
        process.Program.ToLowerInvariant() is "cron" or "crond" || (process.Program == "busybox" && process.CommandLine.Contains("crond", StringComparison.Ordinal));
}
