using System.Diagnostics;
using System.Globalization;

namespace InfraSpecs.Cleanup;

/// <summary>The process that owns a session, as it can be written into a label and judged by a later process.</summary>
/// <param name="Machine">The installation: /etc/machine-id, or the machine's name where there is none.</param>
/// <param name="Boot">The boot and the PID namespace, within which a process id means something.</param>
/// <param name="ProcessId">The process.</param>
/// <param name="Started">When it started, in the unit of its system, since process ids are used again.</param>
internal sealed record SessionOwner(string Machine, string Boot, int ProcessId, long Started)
{
    // The kernel's fixed inode number of the first PID namespace: a process in it is not in a container.
    private const string FirstPidNamespace = "pid:[4026531836]";

    private const string Processes = "/proc";

    public static SessionOwner Current { get; } = new(MachineId(), BootId(), Environment.ProcessId, StartOf(Environment.ProcessId, Processes).At!.Value);

    /// <summary>
    /// True and false only where it can be known; null for a process of another machine or PID namespace, whose resources nobody
    /// but itself may judge, and for one of another user that the kernel hides.
    /// </summary>
    /// <param name="engineIsLocal">The engine is reached through a socket of this machine.</param>
    /// <param name="processes">Where Linux tells of processes.</param>
    public bool? IsAlive(bool engineIsLocal, string processes = Processes)
    {
        if (Machine == Current.Machine && Boot == Current.Boot)
        {
            var (isThere, at) = StartOf(ProcessId, processes);
            return isThere && at is null ? null : at == Started;
        }

        // Another boot of this same machine. Clones of a virtual machine share its id, but not its sockets.
        var earlierBoot = engineIsLocal && Machine == Current.Machine
            && Boot.EndsWith(FirstPidNamespace, StringComparison.Ordinal) && Current.Boot.EndsWith(FirstPidNamespace, StringComparison.Ordinal);
        return earlierBoot ? false : null;
    }

    /// <summary>Reads what <see cref="ToString"/> wrote; null for anything else.</summary>
    public static SessionOwner? Parse(string? label) =>
        label?.Split('/') is [var machine, var boot, var id, var started]
        && int.TryParse(id, CultureInfo.InvariantCulture, out var processId)
        && long.TryParse(started, CultureInfo.InvariantCulture, out var startedAt)
            ? new SessionOwner(machine, boot, processId, startedAt)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Machine}/{Boot}/{ProcessId}/{Started}");

    /// <summary>Whether a process is there, and when it started; null where that is not shown.</summary>
    private static (bool IsThere, long? At) StartOf(int processId, string processes)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return OperatingSystem.IsLinux() ? StartedOnLinux(processId, processes) : (true, process.StartTime.ToUniversalTime().Ticks);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return (false, null);
        }
    }

    /// <summary>Clock ticks since boot, field 22 of /proc/PID/stat (proc(5)); exact, where a wall-clock time would move with the clock.</summary>
    private static (bool IsThere, long? At) StartedOnLinux(int processId, string processes)
    {
        try
        {
            var stat = File.ReadAllText($"{processes}/{processId}/stat");
            // The command name, field 2, may hold spaces and parentheses.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? (false, null) : (true, long.Parse(fields[19], CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Mounted with hidepid it hides other users' processes. Or this one has just ended: then the next look sees that it is not there.
            return (true, null);
        }
    }

    private static string MachineId() =>
        File.Exists("/etc/machine-id") && File.ReadAllText("/etc/machine-id").Trim() is { Length: > 0 } id ? id : Environment.MachineName;

    private static string BootId() => OperatingSystem.IsLinux()
        ? File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim() + "+" + new FileInfo("/proc/self/ns/pid").LinkTarget
        : "any";
}
