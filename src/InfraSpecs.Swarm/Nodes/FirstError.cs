using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>A pull or load that fails says so in its progress.</summary>
internal sealed class FirstError : IProgress<JSONMessage>
{
    public string? Said { get; private set; }

    public void Report(JSONMessage value) => Said ??= value.Error?.Message;
}
