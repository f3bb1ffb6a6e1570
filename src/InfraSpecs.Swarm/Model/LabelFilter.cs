namespace InfraSpecs.Swarm;

/// <summary>Asking an engine for what carries a label.</summary>
internal static class LabelFilter
{
    private const string Service = "com.docker.swarm.service.id";
    private const string Stack = "com.docker.stack.namespace";

    /// <summary>The label that the engine gives to the containers of a service's tasks.</summary>
    public static string LabelOfTasks(string serviceId) => $"{Service}={serviceId}";

    /// <summary>The id of the service whose task a container with these labels is; null for none.</summary>
    public static string? ServiceOf(IDictionary<string, string> labels) => labels.TryGetValue(Service, out var id) ? id : null;

    /// <summary>The label of everything that was made for a stack.</summary>
    public static string LabelOfStack(string stack) => $"{Stack}={stack}";

    /// <summary>For which stack something with these labels was made; null for none.</summary>
    public static string? StackOf(IDictionary<string, string>? labels) => labels?.TryGetValue(Stack, out var stack) == true ? stack : null;

    /// <param name="label">"com.docker.stack.namespace=echo", or a key alone.</param>
    public static Dictionary<string, IDictionary<string, bool>> ByLabel(string label) => new() { ["label"] = new Dictionary<string, bool> { [label] = true } };
}
