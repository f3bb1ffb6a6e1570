using System.ComponentModel;
using System.Diagnostics;

namespace InfraSpecs.Images;

/// <summary>
/// A build by the docker command with its buildx plugin. BuildKit asks back for secrets, and for a Dockerfile that is not in its context, by a protocol
/// of its own, which that command speaks; what needs neither is built without it.
/// </summary>
/// <param name="engine">The engine's address.</param>
internal sealed class DockerCommand(Uri engine)
{
    private const string SecretVariable = "INFRASPECS_BUILD_SECRET_";

    /// <summary>Why it cannot be used; null if it can. An empty text if there is no such command.</summary>
    public async Task<string?> WhyNotAsync(CancellationToken token)
    {
        var log = new BuildLog([]);
        try
        {
            return await RunAsync(["buildx", "version"], new ImageBuildOptions(), log, token) == 0 ? null : string.Join(' ', log.LastLines);
        }
        catch (Win32Exception)
        {
            return "";
        }
    }

    public async Task BuildAsync(BuildFolder folder, ImageBuildOptions options, IReadOnlyList<string> tags, CancellationToken token)
    {
        var log = new BuildLog(options.Secrets.Values);
        var code = await RunAsync(Arguments(folder, options, tags), options, log, token);
        if (code == 0) return;
        var error = log.LastLines.Where(line => line.StartsWith("ERROR:", StringComparison.Ordinal)).LastOrDefault()?["ERROR:".Length..].Trim();
        throw ImageException.BuildFailed(folder.Path, error ?? $"docker buildx build ended with exit code {code}", log.LastLines);
    }

    /// <summary>The arguments. Values of secrets are not among them: any user of the machine may read those.</summary>
    public static IReadOnlyList<string> Arguments(BuildFolder folder, ImageBuildOptions options, IReadOnlyList<string> tags) =>
    [
        "buildx", "build", "--builder", "default", "--progress", "plain", "--file", folder.DockerfilePath,
        .. options.Target is { } target ? (string[])["--target", target] : [],
        .. options.Platform is { } platform ? (string[])["--platform", platform] : [],
        .. tags.SelectMany(tag => (string[])["--tag", tag]),
        .. options.BuildArguments.SelectMany(pair => (string[])["--build-arg", $"{pair.Key}={pair.Value}"]),
        .. options.Labels.SelectMany(pair => (string[])["--label", $"{pair.Key}={pair.Value}"]),
        .. options.Secrets.Keys.SelectMany((id, i) => (string[])["--secret", $"id={id},env={SecretVariable}{i}"]),
        folder.Path,
    ];

    private async Task<int> RunAsync(IReadOnlyList<string> arguments, ImageBuildOptions options, BuildLog log, CancellationToken token)
    {
        var start = new ProcessStartInfo("docker", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // "http" is what the client calls an address that the command calls "tcp".
        start.Environment["DOCKER_HOST"] = engine.Scheme is "http" or "https" ? $"tcp://{engine.Authority}" : engine.OriginalString;
        foreach (var (secret, i) in options.Secrets.Values.Select((secret, i) => (secret, i))) start.Environment[SecretVariable + i] = secret;
        using var command = Process.Start(start)!;
        try
        {
            await Task.WhenAll(ReadAsync(command.StandardOutput), ReadAsync(command.StandardError));
            await command.WaitForExitAsync(token);
            return command.ExitCode;
        }
        catch
        {
            command.Kill(entireProcessTree: true);
            throw;
        }

        async Task ReadAsync(StreamReader lines)
        {
            while (await lines.ReadLineAsync(token) is { } line)
            {
                lock (log) log.Add(line);
            }
        }
    }
}
