using System.Runtime.CompilerServices;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>A line that a task printed.</summary>
/// <param name="Task">The task's name, "echo.3"; its id if the managers have forgotten it.</param>
/// <param name="TaskId">The task's id.</param>
/// <param name="Node">The node's name.</param>
/// <param name="Line">The line; its number counts those of all tasks.</param>
public sealed record TaskLogLine(string Task, string TaskId, string Node, LogLine Line)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Task}@{Node} | {Line.Text}";
}

/// <summary>What the tasks of a service print, as the managers gather it.</summary>
internal static class ServiceLog
{
    private const string TaskKey = "com.docker.swarm.task.id=";
    private const string NodeKey = "com.docker.swarm.node.id=";

    public static async IAsyncEnumerable<TaskLogLine> ReadAsync(
        Cluster cluster, Service service, bool follow, [EnumeratorCancellation] CancellationToken token)
    {
        var spec = await ManagerRequests.InspectServiceAsync(cluster, service.Key, token);
        var parameters = new ServiceLogsParameters { ShowStdout = true, ShowStderr = true, Follow = follow, Details = true };
        var terminal = spec.Spec?.TaskTemplate?.ContainerSpec?.TTY == true;
        using var stream = await cluster.Client.Swarm.GetServiceLogsAsync(service.Id, terminal, parameters, token);
        var tasks = new Dictionary<string, string>();
        await foreach (var line in LogLine.ReadAsync(stream, cluster.Time, token))
        {
            var (taskId, nodeId, text) = Split(line.Text);
            if (!tasks.ContainsKey(taskId))
            {
                foreach (var task in await service.ReadTasksAsync(token)) tasks[task.Id] = task.Name;
                tasks.TryAdd(taskId, taskId);
            }

            var node = cluster.Nodes.FirstOrDefault(it => it.SwarmId == nodeId)?.Name ?? nodeId;
            yield return new TaskLogLine(tasks[taskId], taskId, node, line with { Text = text });
        }
    }

    /// <summary>With details, each line begins with "key=value,key=value" and a space.</summary>
    internal static (string TaskId, string NodeId, string Text) Split(string line)
    {
        var end = line.IndexOf(' ');
        var details = (end < 0 ? line : line[..end]).Split(',');
        return (Value(TaskKey), Value(NodeKey), end < 0 ? "" : line[(end + 1)..]);

        string Value(string key) => details.FirstOrDefault(it => it.StartsWith(key, StringComparison.Ordinal))?[key.Length..] ?? "";
    }
}
