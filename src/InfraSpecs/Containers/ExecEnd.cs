using Docker.DotNet;

namespace InfraSpecs;

/// <summary>The end of a command in a container. The end of its output may be seen before the engine has noted its exit code.</summary>
internal static class ExecEnd
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(10);

    public static Task<long> ExitCodeAsync(IDockerClient client, string execId, string program, CancellationToken token) => Wait.UntilAsync(
        $"exit code of {program}",
        async linked => await client.Exec.InspectContainerExecAsync(execId, linked) is { Running: false, ExitCode: { } code }
            ? Probe.Ready(code)
            : Probe.NotYet<long>("it closed its output and still runs"),
        Within,
        token);
}
