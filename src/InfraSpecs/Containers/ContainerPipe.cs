using Docker.DotNet;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Containers;
using InfraSpecs.Internal;

namespace InfraSpecs;

/// <summary>Running commands in a container whose input or output is too large for the memory.</summary>
public static class ContainerPipe
{
    private const int BufferSize = 1 << 16;

    /// <summary>Runs a command in a running container, with streams for its standard input and output, and waits for its end.</summary>
    /// <param name="container">The container.</param>
    /// <param name="engine">The engine it is on.</param>
    /// <param name="command">The program and its arguments; no shell is put before it.</param>
    /// <param name="options">As whom, where; <see cref="ExecOptions.Input"/> is not used.</param>
    /// <param name="input">What the command reads, from its position on; null closes its standard input.</param>
    /// <param name="output">Where its standard output goes.</param>
    /// <param name="token">Stops waiting; a command that reads its standard input sees it end.</param>
    /// <returns>Its exit code, whatever it is, and its standard error; <see cref="ExecOutcome.Output"/> is empty.</returns>
    /// <exception cref="ContainerExitedException">The container does not run, or ended before the command had an exit code.</exception>
    /// <exception cref="OutputTooLargeException">It wrote more than 64 MiB to its standard error.</exception>
    public static Task<ExecOutcome> PipeAsync(
        this IContainer container,
        Engine engine,
        IReadOnlyList<string> command,
        ExecOptions options,
        Stream? input,
        Stream output,
        CancellationToken token) => PipeAsync(engine.Client, engine.Time, container.Id, command, options, input, output, token);

    /// <summary>Runs a command in a running container that this process did not start, with streams, and waits for its end.</summary>
    /// <param name="client">The Docker API of the engine that it is on.</param>
    /// <param name="containerId">The container.</param>
    /// <param name="command">The program and its arguments; no shell is put before it.</param>
    /// <param name="options">As whom, where; <see cref="ExecOptions.Input"/> is not used.</param>
    /// <param name="input">What the command reads, from its position on; null closes its standard input.</param>
    /// <param name="output">Where its standard output goes.</param>
    /// <param name="token">Stops waiting; a command that reads its standard input sees it end.</param>
    /// <returns>Its exit code, whatever it is, and its standard error; <see cref="ExecOutcome.Output"/> is empty.</returns>
    /// <exception cref="ContainerExitedException">The container does not run, or ended before the command had an exit code.</exception>
    /// <exception cref="OutputTooLargeException">It wrote more than 64 MiB to its standard error.</exception>
    public static Task<ExecOutcome> PipeAsync(
        IDockerClient client,
        string containerId,
        IReadOnlyList<string> command,
        ExecOptions options,
        Stream? input,
        Stream output,
        CancellationToken token) => PipeAsync(client, TimeProvider.System, containerId, command, options, input, output, token);

    private static Task<ExecOutcome> PipeAsync(
        IDockerClient client,
        TimeProvider time,
        string containerId,
        IReadOnlyList<string> command,
        ExecOptions options,
        Stream? input,
        Stream output,
        CancellationToken token)
    {
        if (command is not [{ Length: > 0 }, ..]) throw new ArgumentException("The command is empty; name a program.", nameof(command));
        options.Validate();
        return ContainerEnd.AskAsync(client, time, containerId, $"the end of the command {command[0]}", () => RunAsync(client, containerId, command, options, input, output, token), token);
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
        using var error = new BoundedStream(OutputTooLargeException.Limit, () => OutputTooLargeException.OfError(command[0]));
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
