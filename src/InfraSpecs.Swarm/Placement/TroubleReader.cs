using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>Asks the nodes' own engines and the managers about the tasks of a placement that do not run as they should.</summary>
internal static class TroubleReader
{
    public const int TasksAsked = 3;

    private const string NotRun =
        "see that the program is in the image, may be executed, and is for the node's processor; "
        + "of a script, that its first line names a program that is there: one whose lines end with CRLF does not.";

    // It is asked when something failed already, and must not take long to say so.
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(3);

    /// <param name="placement">Where the tasks are.</param>
    /// <param name="cluster">Where their nodes are.</param>
    /// <param name="serviceId">Whose tasks they are.</param>
    /// <param name="token">Ends the look-up.</param>
    public static Task<Placement> AddAsync(Placement placement, Cluster cluster, string serviceId, CancellationToken token)
    {
        // The one that starts now tells most, then those that ended last, also with exit code 0: one that was unhealthy may.
        var asked = placement.Current(upToDateOnly: true).Where(it => it.State == TaskState.Starting).OrderBy(it => it.Since)
            .Concat(placement.Restarted.OrderByDescending(it => it.Since))
            .ToList();
        return AddAsync(placement, cluster, serviceId, asked, token);
    }

    /// <inheritdoc cref="AddAsync(Placement, Cluster, string, CancellationToken)" path="/*[not(self::param)]"/>
    /// <param name="placement">Where the tasks are.</param>
    /// <param name="cluster">Where their nodes are.</param>
    /// <param name="serviceId">Whose tasks they are.</param>
    /// <param name="asked">Of which containers the nodes are asked, of the first few.</param>
    /// <param name="token">Ends the look-up.</param>
    public static async Task<Placement> AddAsync(Placement placement, Cluster cluster, string serviceId, IReadOnlyList<TaskFacts> asked, CancellationToken token)
    {
        using var deadline = new CancellationTokenSource(Within, cluster.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, token);
        var troubles = ReadAsync(asked, cluster, linked.Token);
        var pulls = PullReader.ReadAsync(placement, cluster, linked.Token);
        var allocations = AllocationReader.ReadAsync(placement, cluster, linked.Token);
        var refusal = SchedulingReader.FindAsync(placement, cluster, serviceId, linked.Token);
        await Task.WhenAll(troubles, pulls, allocations, refusal);
        return Told(placement, await troubles, [.. await pulls, .. await allocations]) with { Refusal = await refusal };
    }

    /// <summary>What the engines say of certain tasks, the first few of them.</summary>
    public static async Task<IReadOnlyList<TaskTrouble>> AskAsync(IReadOnlyList<TaskFacts> tasks, Cluster cluster, CancellationToken token)
    {
        using var deadline = new CancellationTokenSource(Within, cluster.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, token);
        return await ReadAsync(tasks, cluster, linked.Token);
    }

    private static async Task<IReadOnlyList<TaskTrouble>> ReadAsync(IReadOnlyList<TaskFacts> tasks, Cluster cluster, CancellationToken token)
    {
        var asked = tasks.Where(it => it.ContainerId is not null).DistinctBy(it => it.Id).Take(TasksAsked);
        return [.. (await Task.WhenAll(asked.Select(it => ReadAsync(it, cluster, token)))).OfType<TaskTrouble>()];
    }

    /// <summary>The placement, with what is told of its tasks.</summary>
    private static Placement Told(Placement placement, IReadOnlyList<TaskTrouble> troubles, IReadOnlyList<TaskFacts> told)
    {
        var (byTask, ended) = (told.ToDictionary(it => it.Id), troubles.DistinctBy(it => it.TaskId).ToDictionary(it => it.TaskId));
        // What a program printed of which the memory ran out is of no use, also where that was not noted of each of its ends.
        var hungry = placement.Tasks.Where(it => ended.TryGetValue(it.Id, out var trouble) && trouble.OutOfMemory).Select(it => it.Place).ToHashSet();
        return placement with
        {
            Troubles = [.. troubles.OrderByDescending(it => it.OutOfMemory)],
            Tasks = [.. placement.Tasks.Select(it => byTask.GetValueOrDefault(it.Id) ?? (hungry.Contains(it.Place) ? it : WithWords(it, ended.GetValueOrDefault(it.Id))))],
        };
    }

    /// <summary>An exit code alone says little; what it printed last may say why.</summary>
    private static TaskFacts WithWords(TaskFacts task, TaskTrouble? trouble) => trouble is { Cause: null, LastWords: { } words } && task.HasEndedByItself
        ? task with { Told = task.Error.Length > 0 ? $"{task.Error}: {words}" : words, Advice = trouble.CannotBeRun ? NotRun : null }
        : task;

    private static async Task<TaskTrouble?> ReadAsync(TaskFacts task, Cluster cluster, CancellationToken token)
    {
        if (cluster.Nodes.FirstOrDefault(it => it.SwarmId == task.NodeId) is not { IsOpen: true } node) return null;
        try
        {
            var seen = await node.Client.Containers.InspectContainerAsync(task.ContainerId!, token);
            var state = seen.State!;
            var missing = ContainerHealth.MissingProgram(seen);
            var lines = await LastLinesAsync(node, task, cluster.Time, token);
            var check = state.Health?.Log?.LastOrDefault(it => it.ExitCode != 0);
            return new TaskTrouble
            {
                TaskId = task.Id,
                Task = task.Name,
                Node = task.Node,
                Health = state.Health?.Status is { Length: > 0 } and not "none" ? EngineWords.Read<TaskHealth>(state.Health.Status) : null,
                FailingChecks = state.Health?.FailingStreak ?? 0,
                LastCheck = check is null ? null : new ExecOutcome(check.ExitCode, check.Output ?? "", ""),
                MissingProgram = missing,
                IsNeverHealthy = missing is not null && (!state.Running || await ContainerHealth.WhyNeverAsync(node.Client, seen, token) is not null),
                OutOfMemory = state.OOMKilled,
                MayBeOutOfMemory = await ContainerExit.MayBeOutOfMemoryAsync(node.Client, seen, token),
                MemoryLimit = seen.HostConfig?.Memory is > 0 and var limit ? limit : null,
                LastLines = lines,
            };
        }
        catch (Exception e) when (e is DockerApiException or OperationCanceledException || NodeConnection.IsNoAnswer(e))
        {
            return null; // a node that says nothing must not hide the failure that is told
        }
    }

    private static async Task<IReadOnlyList<LogLine>> LastLinesAsync(Node node, TaskFacts task, TimeProvider time, CancellationToken token)
    {
        try
        {
            var tail = new ContainerLogsParameters { ShowStdout = true, ShowStderr = true, Tail = "10" };
            using var output = await node.Client.Containers.GetContainerLogsAsync(task.ContainerId!, tail, token);
            List<LogLine> lines = [];
            await foreach (var line in LogLine.ReadAsync(output, time, token)) lines.Add(line);
            return lines;
        }
        catch (DockerApiException)
        {
            return []; // its log driver keeps nothing; its health and its end are told all the same
        }
    }
}
