using System.Runtime.CompilerServices;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>The container of a task, on its node's own engine.</summary>
/// <param name="Engine">The node's engine.</param>
/// <param name="Id">The container.</param>
internal sealed record TaskContainer(IDockerClient Engine, string Id)
{
    public static TaskContainer Find(Cluster cluster, TaskFacts task) => new(
        cluster.NodeWithId(task.NodeId, task.Node).Client,
        task.ContainerId ?? throw new InvalidOperationException($"Task {task} never had a container."));

    public async IAsyncEnumerable<LogLine> ReadOutputAsync(TimeProvider time, [EnumeratorCancellation] CancellationToken token)
    {
        var follow = new ContainerLogsParameters { ShowStdout = true, ShowStderr = true, Follow = true };
        using var output = await Engine.Containers.GetContainerLogsAsync(Id, follow, token);
        await foreach (var line in LogLine.ReadAsync(output, time, token)) yield return line;
    }
}
