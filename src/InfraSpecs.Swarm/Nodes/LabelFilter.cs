namespace InfraSpecs.Swarm;

/// <summary>Asking an engine for what carries a label.</summary>
internal static class LabelFilter
{
    /// <summary>The label that the engine gives to the containers of a service's tasks.</summary>
    public static string OfTasks(string serviceId) => $"com.docker.swarm.service.id={serviceId}";

    /// <param name="label">"com.docker.stack.namespace=echo", or a key alone.</param>
    public static Dictionary<string, IDictionary<string, bool>> Of(string label) => new() { ["label"] = new Dictionary<string, bool> { [label] = true } };
}
