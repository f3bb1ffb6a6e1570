using Docker.DotNet;

namespace InfraSpecs.Extensibility;

/// <summary>A container that another engine runs than a session's own, as that of a task on a node.</summary>
/// <param name="Engine">That engine.</param>
/// <param name="Id">Its ID there.</param>
/// <param name="Name">What a failure calls it: "web.1 on worker02".</param>
/// <param name="Type">What it is, a word: "task".</param>
public sealed record InnerContainer(IDockerClient Engine, string Id, string Name, string Type)
{
    /// <summary>The ID of the container that the engine runs in; what ends that ends this.</summary>
    /// <value>Default none: the engine runs on a machine, or nobody knows where.</value>
    public string? Outer { get; init; }

    /// <summary>The engine that runs that container.</summary>
    /// <value>Default none.</value>
    public IDockerClient? OuterEngine { get; init; }

    /// <summary>What others have done to it, so that its end is no finding: "stopped, since it was unhealthy".</summary>
    /// <value>Default nothing.</value>
    public string? Stopped { get; init; }
}
