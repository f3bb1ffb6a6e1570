using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;
using InfraSpecs.Internal;

namespace InfraSpecs.Extensibility;

/// <summary>Running a command in a container that is known by its engine's API and its ID alone: of a Swarm node's own engine. A <see cref="Container"/> has the same as members.</summary>
public static class ContainerCommand
{
    /// <summary>A process with this in its environment lives in real time, also in a container with a clock of its own.</summary>
    internal const string InRealTime = "INFRASPECS_CLOCK=off";

    private const int BufferSize = 1 << 16;

    /// <summary>Runs a command in a running container and waits for its end.</summary>
    /// <param name="client">The Docker API of the engine that it is on.</param>
    /// <param name="containerId">The container's name or ID.</param>
    /// <param name="command">The program and its arguments; no shell is put before it.</param>
    /// <param name="options">As whom, where, with what input.</param>
    /// <param name="token">Stops waiting; a command that reads its standard input sees it end.</param>
    /// <returns>Its exit code, whatever it is, and its output.</returns>
    /// <exception cref="ContainerException">The container does not run, or ended before the command had an exit code. Or it wrote more than 64 MiB to its standard
    /// output, or to its standard error.</exception>
    public static Task<ExecOutcome> ExecAsync(
        IDockerClient client, string containerId, IReadOnlyList<string> command, ExecOptions options, CancellationToken token) =>
        ExecAsync(client, TimeProvider.System, containerId, command, options, token);

    internal static async Task<ExecOutcome> ExecAsync(
        IDockerClient client, TimeProvider time, string containerId, IReadOnlyList<string> command, ExecOptions options, CancellationToken token, ContainerEnd.Known? known = null)
    {
        using var input = options.Input is { } text ? new MemoryStream(Encoding.UTF8.GetBytes(text)) : null;
        using var output = new BoundedStream(ContainerException.LongestOutput, () => ContainerException.OutputTooLarge(command[0]));
        var outcome = await PipeAsync(client, time, containerId, command, options, input, output, token, known);
        return outcome with { Output = output.Text };
    }

    internal static Task<ExecOutcome> PipeAsync(
        IDockerClient client,
        TimeProvider time,
        string containerId,
        IReadOnlyList<string> command,
        ExecOptions options,
        Stream? input,
        Stream output,
        CancellationToken token,
        ContainerEnd.Known? known = null)
    {
        if (command is not [{ Length: > 0 }, ..]) throw new ArgumentException("The command is empty; name a program.", nameof(command));
        options.Validate();
        return ContainerEnd.AskAsync(
            client, time, containerId, $"the end of the command {command[0]}", () => RunAsync(client, containerId, command, options, input, output, token), token, known);
    }

    private static async Task<ExecOutcome> RunAsync(
        IDockerClient client,
        string containerId,
        IReadOnlyList<string> command,
        ExecOptions options,
        Stream? input,
        Stream output,
        CancellationToken token)
    {
        var exec = await client.Exec.CreateContainerExecAsync(containerId, new ContainerExecCreateParameters
        {
            AttachStdin = input is not null,
            AttachStdout = true,
            AttachStderr = true,
            Cmd = [.. command],
            Env = [.. options.Environment.Select(variable => $"{variable.Key}={variable.Value}")],
            User = options.User ?? "",
            WorkingDir = options.WorkingDirectory ?? "",
        }, token);
        using var stream = await client.Exec.StartContainerExecAsync(exec.ID, new ContainerExecStartParameters(), token);
        using var error = new BoundedStream(ContainerException.LongestOutput, () => ContainerException.ErrorTooLarge(command[0]));
        var reading = stream.CopyOutputToAsync(Stream.Null, output, error, token);
        // What ends the reading ends the feeding: the command waits for its output to be taken.
        var feeding = input is null ? Task.CompletedTask : FeedAsync();
        if (await Task.WhenAny(reading, feeding) == feeding) await feeding;
        await reading;
        await feeding;
        var exitCode = await ExecEnd.ExitCodeAsync(client, exec.ID, command[0], token);
        return new ExecOutcome(exitCode, "", error.Text);

        async Task FeedAsync()
        {
            var buffer = new byte[BufferSize];
            try
            {
                while (await input.ReadAsync(buffer, token) is > 0 and var count) await stream.WriteAsync(buffer, 0, count, token);
                stream.CloseWrite();
            }
            catch (IOException) when (!token.IsCancellationRequested)
            {
                // A command that ends before it has read everything closes the connection; its exit code and its complaint say why.
            }
        }
    }
}
