namespace InfraSpecs.Cli.Write;

/// <summary>What cluster a stack needs: workers and labels by which each service finds a node, and where it can, one that is not suited.</summary>
internal static class ClusterPlan
{
    private const int UsualWorkers = 3;

    /// <summary>How many workers it takes.</summary>
    public static int WorkersFor(ComposeSeen stack) => Math.Max(UsualWorkers, stack.Services.Max(NodesFor));

    /// <summary>The labels of each node that has any.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> LabelsFor(ComposeSeen stack)
    {
        var workers = WorkersFor(stack);
        var labels = new SortedDictionary<string, SortedDictionary<string, string>>(StringComparer.Ordinal);
        var asked = stack.Services.SelectMany(service => service.Constraints
            .Where(it => it.Label is not null).Select(it => (Constraint: it, OnManagers: service.Constraints.Any(other => other.IsForManagers))));
        foreach (var group in asked.GroupBy(it => it.Constraint.Label!))
        {
            foreach (var it in group.Where(it => it.OnManagers && it.Constraint.IsEqual).Take(1)) Set("manager", group.Key, it.Constraint.Value);
            var wanted = group.Where(it => !it.OnManagers && it.Constraint.IsEqual).Select(it => it.Constraint.Value).Distinct().ToList();
            // The last worker stays without, so that a task which ran anywhere would be seen there.
            for (var i = 0; wanted.Count > 0 && i < Math.Max(wanted.Count, workers - 1); i++) Set(Worker(i), group.Key, wanted[i % wanted.Count]);
            // What is excluded must be somewhere, else a claim that it is avoided holds wherever tasks run.
            foreach (var it in group.Where(it => !it.Constraint.IsEqual && !wanted.Contains(it.Constraint.Value)).Take(1)) Set(Worker(workers - 1), group.Key, it.Constraint.Value);
        }

        return labels.ToDictionary(it => it.Key, it => (IReadOnlyDictionary<string, string>)it.Value);

        void Set(string node, string label, string value)
        {
            if (!labels.TryGetValue(node, out var own)) labels[node] = own = new SortedDictionary<string, string>(StringComparer.Ordinal);
            own[label] = value;
        }
    }

    // A port in host mode, and max_replicas_per_node, want nodes of their own; the labelled ones are one fewer than all.
    private static int NodesFor(ComposeService service)
    {
        if (service.IsGlobal || service.Constraints.Any(it => it.IsForManagers)) return 0;
        var most = service.Ports.Any(it => it.IsHost) ? 1 : service.MostOnNode;
        var needed = most is { } limit ? (service.Replicas + limit - 1) / limit : 0;
        return needed + (service.Constraints.Any(it => it.Label is not null) ? 1 : 0);
    }

    private static string Worker(int index) => $"worker{index + 1:00}";
}
