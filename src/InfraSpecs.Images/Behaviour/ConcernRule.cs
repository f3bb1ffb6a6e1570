namespace InfraSpecs.Images.Behaviour;

/// <summary>What was seen against what is declared: one program, or those that are named, and the declared ports, no more and no less.</summary>
internal static class ConcernRule
{
    public static IReadOnlyList<string> FindBreaches(ImageConcern seen, DeclaredConcern declared) => [.. Programs(seen, declared.Programs), .. Ports(seen, declared.WholePorts)];

    private static IEnumerable<string> Programs(ImageConcern seen, IReadOnlyList<string>? declared)
    {
        if (declared is null)
        {
            return seen.Programs.Count switch
            {
                0 => ["nothing runs for long"],
                1 => [],
                var count => [$"it has {count} concerns: {string.Join(", ", seen.Programs)}; run each in a container of its own, or name those that are one concern in DeclaredConcern.Programs"],
            };
        }

        var names = seen.Programs.Select(it => it.Name).ToList();
        return
        [
            .. seen.Programs.Where(it => !declared.Contains(it.Name)).Select(it => $"{it} runs, which is not declared"),
            .. declared.Where(it => !names.Contains(it)).Select(it => $"{it} is declared, and does not run for long"),
        ];
    }

    private static IEnumerable<string> Ports(ImageConcern seen, IReadOnlyList<string>? declared)
    {
        var expected = (declared ?? seen.DeclaredPorts).Where(it => !it.EndsWith("/sctp", StringComparison.Ordinal)).ToList();
        var by = declared is null ? "EXPOSE" : "DeclaredConcern.Ports";
        var listened = seen.Ports.ToDictionary(it => it.ToString());
        return
        [
            .. seen.Ports.Where(it => !it.IsLoopbackOnly && !expected.Contains(it.ToString())).Select(it => $"{Owner(seen, it)} listens on {it}, which {by} does not name"),
            .. expected.Where(it => !listened.ContainsKey(it)).Select(it => $"{by} names {it}, and nothing listens on it"),
            .. expected.Where(it => listened.TryGetValue(it, out var port) && port.IsLoopbackOnly)
                .Select(it => $"{by} names {it}, and it is listened on at 127.0.0.1 only, where no other container reaches it"),
        ];
    }

    private static string Owner(ImageConcern seen, ImagePort port) =>
        seen.Processes.FirstOrDefault(it => port.ProcessIds.Contains(it.Id)) is { } owner ? $"`{owner.CommandLine}` (pid {owner.Id})" : "something";
}
