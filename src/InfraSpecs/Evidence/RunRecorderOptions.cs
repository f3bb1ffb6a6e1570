using System.Runtime.InteropServices;
using InfraSpecs.Evidence;

namespace InfraSpecs.Extensibility;

/// <summary>Where a process's run file lies, and what is known of the process.</summary>
public sealed record RunRecorderOptions
{
    /// <summary>The folder of all runs.</summary>
    /// <value>Default artifacts/infraspecs in the current folder.</value>
    public string Folder { get; init; } = Path.Combine("artifacts", "infraspecs");

    /// <summary>The run; processes of one run have one name.</summary>
    /// <value>Default made of when this process started, and its ID.</value>
    public string Run { get; init; } = RunFolder.NameOf(System.Diagnostics.Process.GetCurrentProcess().StartTime, Environment.ProcessId);

    /// <summary>The test assembly.</summary>
    /// <value>Default the program's.</value>
    public string Assembly { get; init; } = System.Reflection.Assembly.GetEntryAssembly()?.GetName().Name ?? "";

    /// <summary>The source's state, as a commit's hash.</summary>
    /// <value>Default none.</value>
    public string? Commit { get; init; }

    /// <summary>Whose doing something is, asked when it happens.</summary>
    /// <value>Default nobody's.</value>
    public Func<RunScope?> Scope { get; init; } = () => null;

    /// <summary>Where time comes from.</summary>
    /// <value>Default the system's.</value>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>A name by which runs sort in their order.</summary>
    /// <param name="started">When the process that began the run was started.</param>
    /// <param name="process">Its ID.</param>
    public static string NameOf(DateTimeOffset started, int process) => RunFolder.NameOf(started, process);

    internal void Validate() => InvalidOptionsException.ThrowIfAny(this, () =>
    [
        (string.IsNullOrWhiteSpace(Folder), "Folder is empty; name a folder."),
        (string.IsNullOrWhiteSpace(Run) || Run is "." or ".." || Run.AsSpan().ContainsAny(Path.GetInvalidFileNameChars()), $"Run is '{Run}', which is no name of a folder."),
    ]);

    internal object Head() => new
    {
        schema = 1,
        run = Run,
        process = Environment.ProcessId,
        assembly = Assembly,
        started = Time.GetUtcNow(),
        host = Environment.MachineName,
        cores = Environment.ProcessorCount,
        os = RuntimeInformation.OSDescription,
        commit = Commit,
    };
}
