namespace InfraSpecs;

/// <content>Commands.</content>
public sealed partial class Container
{
    /// <inheritdoc cref="ExecAsync(IReadOnlyList{string}, ExecOptions, CancellationToken)"/>
    public Task<ExecOutcome> ExecAsync(IReadOnlyList<string> command, CancellationToken token) => ExecAsync(command, new ExecOptions(), token);

    /// <summary>Runs a command in the container, which must run, and waits for its end.</summary>
    /// <param name="command">The program and its arguments; no shell is put before it.</param>
    /// <param name="options">As whom, where, with what input.</param>
    /// <param name="token">Stops waiting; a command that reads its standard input sees it end.</param>
    /// <returns>Its exit code, whatever it is, and its output.</returns>
    /// <exception cref="ContainerException">The container does not run, or ended before the command had an exit code. Or it wrote more than 64 MiB to its standard
    /// output, or to its standard error. <see cref="PipeAsync"/> has no limit.</exception>
    public Task<ExecOutcome> ExecAsync(IReadOnlyList<string> command, ExecOptions options, CancellationToken token) =>
        ContainerCommand.ExecAsync(Engine.Client, Engine.Time, Id, command, options, token, Known());

    /// <summary>Runs a command in the container, with streams for its standard input and output, and waits for its end: for what is too large for the memory.</summary>
    /// <param name="command">The program and its arguments; no shell is put before it.</param>
    /// <param name="options">As whom, where; <see cref="ExecOptions.Input"/> is not used.</param>
    /// <param name="input">What the command reads, from its position on; null closes its standard input.</param>
    /// <param name="output">Where its standard output goes.</param>
    /// <param name="token">Stops waiting; a command that reads its standard input sees it end.</param>
    /// <returns>Its exit code, whatever it is, and its standard error; <see cref="ExecOutcome.Output"/> is empty.</returns>
    /// <exception cref="ContainerException">The container does not run, or ended before the command had an exit code. Or it wrote more than 64 MiB to its standard
    /// error.</exception>
    public Task<ExecOutcome> PipeAsync(IReadOnlyList<string> command, ExecOptions options, Stream? input, Stream output, CancellationToken token) =>
        ContainerCommand.PipeAsync(Engine.Client, Engine.Time, Id, command, options, input, output, token, Known());
}
