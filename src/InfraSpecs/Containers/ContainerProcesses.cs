namespace InfraSpecs;

/// <summary>A process in a container.</summary>
/// <param name="HostId">Its process id on the engine's machine.</param>
/// <param name="ParentHostId">Its parent's.</param>
/// <param name="User">Its user, as the engine's machine names it.</param>
/// <param name="IsMain">It is the container's main process, number 1 inside.</param>
/// <param name="CommandLine">The program and its arguments.</param>
public sealed record ContainerProcess(int HostId, int ParentHostId, string User, bool IsMain, string CommandLine)
{
    /// <summary>The program's name without its folder.</summary>
    public string Program => CommandLine.Split(' ')[0] is var first ? first[(first.LastIndexOf('/') + 1)..].TrimEnd(':') : "";
}

/// <summary>The processes of a container when it was looked at.</summary>
/// <param name="Container">Its name.</param>
/// <param name="Processes">The main process first.</param>
public sealed record ContainerProcesses(string Container, IReadOnlyList<ContainerProcess> Processes)
{
    /// <summary>The container's main process; null if it has ended.</summary>
    public ContainerProcess? Main => Processes.FirstOrDefault(process => process.IsMain);

    /// <summary>The main process and what came of it, directly or not; what was executed in the container from outside is not among them.</summary>
    public IReadOnlyList<ContainerProcess> OfMain
    {
        get
        {
            var main = Main?.HostId;
            var parents = Processes.ToDictionary(it => it.HostId, it => it.ParentHostId);
            return [.. Processes.Where(it =>
            {
                var id = it.HostId;
                while (id != main && parents.TryGetValue(id, out var parent)) id = parent;
                return id == main;
            })];
        }
    }

    /// <summary>A line for each process.</summary>
    public override string ToString() => string.Join('\n', Processes.Select(process => $"{(process.IsMain ? "*" : " ")} {process.User,-8} {CommandText.WithoutSecrets(process.CommandLine)}"));
}
