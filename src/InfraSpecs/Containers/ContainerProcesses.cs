namespace InfraSpecs;

/// <summary>A process in a container.</summary>
public sealed record ContainerProcess
{
    /// <summary>Its process id on the engine's machine; with Podman in the container.</summary>
    public required int HostId { get; init; }

    /// <summary>Its parent's.</summary>
    public required int ParentHostId { get; init; }

    /// <summary>Its user, as the engine's machine names it.</summary>
    public required string User { get; init; }

    /// <summary>It is the container's main process, number 1 inside.</summary>
    public required bool IsMain { get; init; }

    /// <summary>The program and its arguments.</summary>
    public required string CommandLine { get; init; }

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
