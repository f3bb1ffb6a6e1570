using System.ComponentModel;
using System.Diagnostics;

namespace InfraSpecs.Swarm;

/// <summary>This machine's docker command. It deploys to a cluster that was attached to, and speaks to its manager as the API does.</summary>
internal static class LocalDocker
{
    // Of this process's own variables the command sees only these, so that a file means the same everywhere.
    private static readonly string[] Kept = ["PATH", "HOME", "USERPROFILE", "SYSTEMROOT"];

    /// <exception cref="StackException">This machine has no docker command.</exception>
    public static async Task<ExecOutcome> DeployAsync(AttachedMachine manager, StackOptions options, CancellationToken token)
    {
        var file = Path.GetFullPath(options.File);
        var arguments = StackCommand.Arguments(options, file, withAccounts: true);
        var start = new ProcessStartInfo(arguments[0], arguments.Skip(1))
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(file),
        };
        foreach (var name in start.Environment.Keys.Except(Kept).ToList()) start.Environment.Remove(name);
        foreach (var (name, value) in options.Environment) start.Environment[name] = value;
        start.Environment["DOCKER_HOST"] = manager.Endpoint.OriginalString;
        if (manager.CertificateFolder is { } folder) (start.Environment["DOCKER_TLS_VERIFY"], start.Environment["DOCKER_CERT_PATH"]) = ("1", Path.GetFullPath(folder));
        using var cli = Started(start, manager);
        try
        {
            var (output, error) = (cli.StandardOutput.ReadToEndAsync(token), cli.StandardError.ReadToEndAsync(token));
            await cli.WaitForExitAsync(token);
            return new ExecOutcome(cli.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            cli.Kill();
            await cli.WaitForExitAsync(CancellationToken.None);
            throw;
        }
    }

    private static Process Started(ProcessStartInfo start, AttachedMachine manager)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw StackException.DockerCommandMissing(manager.Endpoint, e);
        }
    }
}
