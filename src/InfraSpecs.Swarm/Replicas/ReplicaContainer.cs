using System.Globalization;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>What is known of a task's container, and what the engine's events say of it.</summary>
/// <param name="Id">The container.</param>
/// <param name="Node">The node's name.</param>
/// <param name="Task">The task's name, as <see cref="TaskFacts.Name"/>.</param>
/// <param name="Image">The image that the service named.</param>
/// <param name="HasHealthCheck">Its health decides whether it runs.</param>
/// <param name="StopSignal">The signal that tells it to stop, as its image has it.</param>
internal sealed record ReplicaContainer(string Id, string Node, string Task, ImageName Image, bool HasHealthCheck, string? StopSignal)
{
    private const string Kill = "9";

    /// <param name="id">The container.</param>
    /// <param name="node">The node.</param>
    /// <param name="facts">Its labels, with the image as "image": an event's attributes, or a container's.</param>
    /// <param name="inspected">What the engine says of it; null if it is gone.</param>
    public static ReplicaContainer Read(string id, string node, IDictionary<string, string> facts, ContainerInspectResponse? inspected)
    {
        var service = facts["com.docker.swarm.service.name"];

        // "web.1.<task id>", of a global service "web.<node id>.<task id>"
        var place = facts["com.docker.swarm.task.name"][(service.Length + 1)..].Split('.')[0];
        var isSlot = int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out _);
        return new ReplicaContainer(
            id, node, $"{service}.{(isSlot ? place : node)}", ImageName.Split(facts["image"]),
            inspected?.State?.Health is { Status: not ("none" or "" or null) }, inspected?.Config?.StopSignal);
    }

    /// <returns>Null for what does not matter.</returns>
    public ReplicaChange? ChangeOf(string action, IDictionary<string, string> attributes, DateTimeOffset at) => action switch
    {
        "start" => Change(ReplicaEvent.Started, at, ""),
        "health_status: healthy" => Change(ReplicaEvent.Healthy, at, ""),
        "health_status: unhealthy" => Change(ReplicaEvent.Unhealthy, at, ""),
        "kill" when attributes.TryGetValue("signal", out var signal) && (signal == Kill || signal == StopNumber) => Change(ReplicaEvent.Stopping, at, $"signal {signal}"),
        "die" => Change(ReplicaEvent.Ended, at, $"exit code {attributes["exitCode"]}"),
        _ => null,
    };

    public ReplicaChange Change(ReplicaEvent happened, DateTimeOffset at, string detail) =>
        new()
        {
            At = at, Event = happened, Task = Task, Node = Node, ContainerId = Id, Image = $"{Image.WithoutDigest()}", Digest = Image.Digest, Detail = detail, HasHealthCheck = HasHealthCheck,
        };

    private string StopNumber => StopSignals.Number(StopSignal).ToString(CultureInfo.InvariantCulture);
}
