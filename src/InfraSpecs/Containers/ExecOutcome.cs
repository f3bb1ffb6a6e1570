namespace InfraSpecs;

/// <summary>What a command run in a container left.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
public sealed record ExecOutcome(long ExitCode, string Output, string Error);
