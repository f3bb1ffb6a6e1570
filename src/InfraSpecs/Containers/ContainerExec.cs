using System.ComponentModel.DataAnnotations;
using System.Text;
using Docker.DotNet;
using DotNet.Testcontainers.Containers;
using InfraSpecs.Internal;

namespace InfraSpecs;

/// <summary>What a command run in a container left.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
public sealed record ExecOutcome(long ExitCode, string Output, string Error);

/// <summary>How a command is run in a container.</summary>
public sealed record ExecOptions
{
    /// <summary>As which user: a name, a number, or "user:group".</summary>
    /// <value>Default null: the image's.</value>
    public string? User { get; init; }

    /// <summary>In which folder.</summary>
    /// <value>Default null: the image's.</value>
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables beyond the container's own. Secrets belong here or into <see cref="Input"/>, never on the command line.</summary>
    /// <value>Default none.</value>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>What the command reads from its standard input.</summary>
    /// <value>Default null: nothing; its standard input is closed.</value>
    [DataType(DataType.MultilineText)]
    public string? Input { get; init; }

    internal void Validate() => InvalidOptionsException.ThrowIfAny(this, () =>
    [
        (User is not null && string.IsNullOrWhiteSpace(User), "User is empty; it must be a name, a number or user:group, or null for the image's."),
        (WorkingDirectory is not null && string.IsNullOrWhiteSpace(WorkingDirectory), "WorkingDirectory is empty; it must be a folder, or null for the image's."),
        (Environment.Keys.Any(it => it.Contains('=')), "Environment has a name with '=' in it."),
    ]);
}

/// <summary>Running commands in a container.</summary>
public static class ContainerExec
{
    /// <summary>Runs a command in a running container and waits for its end.</summary>
    /// <param name="container">The container.</param>
    /// <param name="engine">The engine it is on.</param>
    /// <param name="command">The program and its arguments; no shell is put before it.</param>
    /// <param name="options">As whom, where, with what input.</param>
    /// <param name="token">Stops waiting; a command that reads its standard input sees it end.</param>
    /// <returns>Its exit code, whatever it is, and its output.</returns>
    /// <exception cref="ContainerExitedException">The container does not run, or ended before the command had an exit code.</exception>
    /// <exception cref="OutputTooLargeException">It wrote more than 64 MiB to its standard output, or to its standard error. <see cref="ContainerPipe"/> has no limit.</exception>
    public static async Task<ExecOutcome> ExecAsync(
        this IContainer container, Engine engine, IReadOnlyList<string> command, ExecOptions options, CancellationToken token) =>
        await ExecAsync(command, options, (input, output) => container.PipeAsync(engine, command, options, input, output, token));

    /// <summary>Runs a command in a running container that this process did not start, and waits for its end.</summary>
    /// <param name="client">The Docker API of the engine that it is on.</param>
    /// <param name="containerId">The container.</param>
    /// <param name="command">The program and its arguments; no shell is put before it.</param>
    /// <param name="options">As whom, where, with what input.</param>
    /// <param name="token">Stops waiting; a command that reads its standard input sees it end.</param>
    /// <returns>Its exit code, whatever it is, and its output.</returns>
    /// <exception cref="ContainerExitedException">The container does not run, or ended before the command had an exit code.</exception>
    /// <exception cref="OutputTooLargeException">It wrote more than 64 MiB to its standard output, or to its standard error. <see cref="ContainerPipe"/> has no limit.</exception>
    public static Task<ExecOutcome> ExecAsync(
        IDockerClient client, string containerId, IReadOnlyList<string> command, ExecOptions options, CancellationToken token) =>
        ExecAsync(command, options, (input, output) => ContainerPipe.PipeAsync(client, containerId, command, options, input, output, token));

    private static async Task<ExecOutcome> ExecAsync(IReadOnlyList<string> command, ExecOptions options, Func<Stream?, Stream, Task<ExecOutcome>> pipe)
    {
        using var input = options.Input is { } text ? new MemoryStream(Encoding.UTF8.GetBytes(text)) : null;
        using var output = new BoundedStream(OutputTooLargeException.Limit, () => OutputTooLargeException.OfCommand(command[0]));
        var outcome = await pipe(input, output);
        return outcome with { Output = output.Text };
    }
}
