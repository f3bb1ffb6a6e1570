namespace InfraSpecs.MySql;

/// <summary>A dump is not one that could be trusted, whatever the exit code of what made it.</summary>
public sealed class DumpFailedException : InfraSpecsException
{
    internal DumpFailedException(string server, string why, long? exitCode, IReadOnlyList<string> complaints, bool loading = false, string? advice = null)
        : base(
            server,
            loading ? $"The dump was not loaded into {server}: {why}." : $"The dump of {server} failed: {why}.",
            [.. exitCode is { } code ? [$"Exit code of the command: {code}."] : Array.Empty<string>(), .. complaints],
            advice ?? (loading
                ? "make the dump anew; DumpAsync verifies what it writes. A database into which a part went is to be dropped."
                : "mend what it names, and throw away what was written. In a shell, a pipe has the exit code of its last command only.")) =>
        (Why, ExitCode) = (why, exitCode);

    /// <summary>The reason.</summary>
    public string Why { get; }

    /// <summary>The exit code of the command that made it; 0 does not mean that it went well; null where a dump was only read.</summary>
    public long? ExitCode { get; }
}
