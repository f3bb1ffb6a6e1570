using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>Asks the nodes' own engines about the tasks of a placement that do not run as they should.</summary>
internal static class TroubleReader
{
    private const int TasksAsked = 3;

    // It is asked when something failed already, and must not take long to say so.
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(3);

    public static async Task<Placement> AddAsync(Placement placement, Cluster cluster, CancellationToken token)
    {
        // The one that starts now tells most, then those that ended last, also with exit code 0: one that was unhealthy may.
        var asked = placement.Current(upToDateOnly: true).Where(it => it.State == TaskState.Starting).OrderBy(it => it.Since)
            .Concat(placement.Restarted.OrderByDescending(it => it.Since))
            .ToList();
        return placement with { Troubles = await AskAsync(asked, cluster, token) };
    }

    /// <summary>What the engines say of certain tasks, the first few of them.</summary>
    public static async Task<IReadOnlyList<TaskTrouble>> AskAsync(IReadOnlyList<TaskFacts> tasks, Cluster cluster, CancellationToken token)
    {
        var asked = tasks.Where(it => it.ContainerId is not null).DistinctBy(it => it.Id).Take(TasksAsked).ToList();
        if (asked.Count == 0) return [];
        using var deadline = new CancellationTokenSource(Within, cluster.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, token);
        var troubles = await Task.WhenAll(asked.Select(it => ReadAsync(it, cluster, linked.Token)));
        return [.. troubles.OfType<TaskTrouble>()];
    }

    private static async Task<TaskTrouble?> ReadAsync(TaskFacts task, Cluster cluster, CancellationToken token)
    {
        if (cluster.Nodes.FirstOrDefault(it => it.SwarmId == task.NodeId) is not { IsOpen: true } node) return null;
        try
        {
            var state = (await node.Client.Containers.InspectContainerAsync(task.ContainerId!, token)).State!;
            var tail = new ContainerLogsParameters { ShowStdout = true, ShowStderr = true, Tail = "10" };
            using var output = await node.Client.Containers.GetContainerLogsAsync(task.ContainerId!, tail, token);
            List<LogLine> lines = [];
            await foreach (var line in LogLine.ReadAsync(output, cluster.Time, token)) lines.Add(line);
            var check = state.Health?.Log?.LastOrDefault(it => it.ExitCode != 0);
            return new TaskTrouble
            {
                Task = task.Name,
                Node = task.Node,
                Health = state.Health?.Status is { Length: > 0 } and not "none" ? EngineWords.Read<TaskHealth>(state.Health.Status) : null,
                FailingChecks = state.Health?.FailingStreak ?? 0,
                LastCheck = check is null ? null : new ExecOutcome(check.ExitCode, check.Output ?? "", ""),
                OutOfMemory = state.OOMKilled,
                LastLines = lines,
            };
        }
        catch (Exception e) when (e is DockerApiException or OperationCanceledException || NodeConnection.IsNoAnswer(e))
        {
            return null; // a node that says nothing must not hide the failure that is told
        }
    }
}
