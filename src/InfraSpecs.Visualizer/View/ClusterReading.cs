namespace InfraSpecs.Visualizer;

/// <summary>The engine's answers of one moment, and the picture that they make.</summary>
internal sealed record ClusterReading(IReadOnlyList<NodeFacts> Nodes, IReadOnlyList<ServiceFacts> Services, IReadOnlyList<TaskFacts> Tasks)
{
    public ClusterView ToView()
    {
        var ready = Nodes.Where(it => it.Status.State == "ready").Select(it => it.Id).ToHashSet();
        var names = Services.ToDictionary(it => it.Id, it => it.Spec.Name);
        var shown = Tasks
            .Where(it => IsOfService(it) && TaskStates.IsShown(it, ready))
            .Select(it => (it.NodeId, View: TaskOf(it, ready, names)))
            .OrderBy(it => it.View.Service, StringComparer.Ordinal).ThenBy(it => it.View.Slot).ThenBy(it => it.View.Id, StringComparer.Ordinal)
            .ToLookup(it => it.NodeId ?? "", it => it.View);
        return new ClusterView
        {
            Nodes =
            [
                .. Nodes.Select(it => NodeOf(it, [.. shown[it.Id]]))
                    .OrderBy(it => it.Role == "manager" ? 0 : 1).ThenBy(it => it.IsLeader ? 0 : 1).ThenBy(it => it.Name, StringComparer.Ordinal),
            ],
            Services = [.. Services.Select(it => ServiceOf(it, ready)).OrderBy(it => it.Name, StringComparer.Ordinal)],
            Pending = [.. shown[""]],
        };
    }

    private static NodeView NodeOf(NodeFacts node, IReadOnlyList<TaskView> tasks)
    {
        var state = node.Status.State == "ready" && node.Spec.Availability != "active" ? node.Spec.Availability : node.Status.State;
        var message = string.IsNullOrEmpty(node.Status.Message) ? null : node.Status.Message;
        // A node that is just joining has not said yet what it is called.
        var name = node.Description?.Hostname is { Length: > 0 } said ? said : node.Id;
        return new NodeView(node.Id, name, node.Spec.Role, node.ManagerStatus is { Leader: true }, state, message, tasks);
    }

    private static TaskView TaskOf(TaskFacts task, HashSet<string> ready, Dictionary<string, string> names)
    {
        // A service that was removed leaves its tasks for some seconds.
        var id = task.ServiceId ?? "";
        var service = names.GetValueOrDefault(id, id);
        var slot = task.Slot is > 0 and var number ? number : (int?)null;
        return new TaskView(task.Id, id, service, slot, TaskStates.Shown(task, ready), NameOf(task.Spec.ContainerSpec?.Image), Trouble(task));
    }

    private ServiceView ServiceOf(ServiceFacts service, HashSet<string> ready)
    {
        var tasks = Tasks.Where(it => it.ServiceId == service.Id && it.JobIteration?.Index == service.JobStatus?.JobIteration.Index).ToList();
        var wanted = tasks.LongCount(TaskStates.IsWanted);
        var completed = tasks.LongCount(it => it.Status.State == "complete");
        var running = tasks.LongCount(it => TaskStates.IsShown(it, ready) && TaskStates.Shown(it, ready) == "running");
        var (mode, done, aim) = service.Spec.Mode switch
        {
            { ReplicatedJob: { } job } => ("replicated job", completed, job.TotalCompletions ?? 1),
            { GlobalJob: not null } => ("global job", completed, wanted),
            { Replicated: { } replicated } => ("replicated", running, replicated.Replicas ?? 1),
            _ => ("global", running, wanted),
        };
        var trouble = done >= aim ? null : tasks.Where(it => Trouble(it) is not null).MaxBy(it => it.Status.Timestamp);
        var image = NameOf(service.Spec.TaskTemplate.ContainerSpec?.Image);
        return new ServiceView(service.Id, service.Spec.Name, mode, image, done, aim, trouble is null ? null : Trouble(trouble));
    }

    // A container that attaches itself to a network of the cluster is a task to the managers, too.
    private static bool IsOfService(TaskFacts task) => task.ServiceId is { Length: > 0 };

    private static string? Trouble(TaskFacts task) => string.IsNullOrEmpty(task.Status.Err) ? null : task.Status.Err;

    private static string NameOf(string? image) => image?.Split('@')[0] ?? "";
}
