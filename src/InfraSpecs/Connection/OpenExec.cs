using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Extensibility;

/// <summary>A command in a container, with both ends of its streams at hand.</summary>
public sealed class OpenExec : IDisposable
{
    private OpenExec(MultiplexedStream stream) => Stream = stream;

    /// <summary>What it prints, and what it reads. Its input cannot be closed alone: over TLS the client closes the whole connection for it.</summary>
    public MultiplexedStream Stream { get; }

    /// <summary>Starts a command.</summary>
    /// <param name="engine">The container's engine.</param>
    /// <param name="container">The container's name or ID; it must run.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="token">Ends the attempt.</param>
    /// <exception cref="DockerApiException">The engine refused.</exception>
    public static async Task<OpenExec> StartAsync(IDockerClient engine, string container, IReadOnlyList<string> command, CancellationToken token)
    {
        var exec = await engine.Exec.CreateContainerExecAsync(
            container, new ContainerExecCreateParameters { AttachStdin = true, AttachStdout = true, AttachStderr = true, Cmd = [.. command] }, token);
        return new OpenExec(await engine.Exec.StartContainerExecAsync(exec.ID, new ContainerExecStartParameters(), token));
    }

    /// <summary>Closes the streams.</summary>
    public void Dispose() => Stream.Dispose();
}
