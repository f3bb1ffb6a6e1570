using Docker.DotNet;

namespace InfraSpecs.Cleanup;

/// <summary>The image of the reaper.</summary>
internal static class ReaperImage
{
    public const string Program = "/reaper";

    /// <returns>The image's name on the engine; or why there is none.</returns>
    // As process 1 it would hear no other signal, and an engine that stops would wait for it.
    public static Task<(string? Name, string? Why)> EnsureAsync(IDockerClient client, CancellationToken token) => new ProgramImage("reaper", "STOPSIGNAL SIGKILL").EnsureAsync(client, token);
}
