namespace InfraSpecs.Images.Behaviour;

/// <summary>Processes as the evidence of a failure: a line each, with who came of whom and who listens where.</summary>
internal static class ProcessTable
{
    public static string Write(IReadOnlyList<ImageProcess> processes, IReadOnlyList<ImagePort> ports)
    {
        var known = processes.Select(it => it.Id).ToHashSet();
        var children = processes.Where(it => known.Contains(it.ParentId)).ToLookup(it => it.ParentId);
        return string.Join('\n', processes.Where(it => !known.Contains(it.ParentId)).SelectMany(it => Lines(it, 0)));

        IEnumerable<string> Lines(ImageProcess process, int depth) =>
            [$"{process.Id,5} {new string(' ', 2 * depth)}{process.CommandLine}{Ports(process)}{(process.IsZombie ? "  zombie" : "")}", .. children[process.Id].SelectMany(it => Lines(it, depth + 1))];

        string Ports(ImageProcess process) => ports.Where(it => it.ProcessIds.Contains(process.Id)).Select(Shown).ToList() is { Count: > 0 } held ? "  " + string.Join(' ', held) : "";
    }

    private static string Shown(ImagePort port) => port.IsLoopbackOnly ? $"{port} (loopback)" : $"{port}";
}
