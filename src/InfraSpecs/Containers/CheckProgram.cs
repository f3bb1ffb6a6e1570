using System.Globalization;
using System.Text.RegularExpressions;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs;

/// <summary>Whether a health check can be run at all. Where its program is not in the image, no wait mends that.</summary>
internal static partial class CheckProgram
{
    /// <summary>As often as an engine lets a check fail before it gives up.</summary>
    private const int Times = 3;

    // What shells end with.
    private const long NotExecutable = 126;
    private const long NotFound = 127;

    /// <summary>An entry point may still put the program there.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>What the engine or the shell says of a program that is not there, or may not be executed: "curl: not found".</summary>
    /// <param name="client">Its engine.</param>
    /// <param name="container">One that runs, and is not healthy.</param>
    /// <param name="token">Ends the look.</param>
    /// <returns>Null where the last checks did run; and for as long as the image says that failures do not count yet (<c>--start-period</c>), 3 s at least.</returns>
    public static async ValueTask<string?> WhyMissingAsync(IDockerClient client, ContainerInspectResponse container, CancellationToken token)
    {
        var last = LastOf(container);
        if (last.Count < Times || MissingIn(container) is not { } why) return null;
        var ran = last[^1].End - DateTime.Parse(container.State!.StartedAt, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
        return ran >= Patience && ran >= await StartPeriodAsync(client, container, token) ? why : null;
    }

    /// <summary>The same of its last checks, however few there were, and however long ago it was started.</summary>
    public static string? MissingIn(ContainerInspectResponse container)
    {
        var why = LastOf(container).Select(it => Missing(it, container.Config?.Healthcheck?.Test)).ToList();
        return why is [.., { } last] && !why.Contains(null) ? last : null;
    }

    private static List<HealthcheckResult> LastOf(ContainerInspectResponse container) => (container.State!.Health?.Log ?? []).TakeLast(Times).ToList();

    /// <summary>What says so in one result; null where it says something else.</summary>
    internal static string? Missing(HealthcheckResult result, IList<string>? test)
    {
        var output = result.Output ?? "";
        var said = result.ExitCode switch
        {
            < 0 => ByRuntime().Match(output),
            NotExecutable or NotFound => ByShell().Match(output),
            // Of several programs the shell may have gone on to another one, which said nothing.
            _ => test is ["CMD-SHELL", var line] && OneProgram().IsMatch(line) ? ByShell().Match(output) : Match.Empty,
        };
        return said.Success ? said.Groups["what"].Value : null;
    }

    /// <summary>Of a check that is hurried the image's; that is what somebody meant.</summary>
    private static async Task<TimeSpan> StartPeriodAsync(IDockerClient client, ContainerInspectResponse container, CancellationToken token)
    {
        if (!ContainerHealth.IsHurried(container.Config?.Healthcheck)) return container.Config?.Healthcheck?.StartPeriod ?? TimeSpan.Zero;
        try
        {
            return (await client.Images.InspectImageAsync(container.Image, token)).Config?.Healthcheck?.StartPeriod ?? TimeSpan.Zero;
        }
        catch (DockerApiException)
        {
            return TimeSpan.Zero; // it was removed meanwhile
        }
    }

    // OCI runtime exec failed: exec failed: unable to start container process: exec: "curl": executable file not found in $PATH: unknown
    [GeneratedRegex(@"(?<what>exec: [^\n]*?(?:executable file not found in \$PATH|no such file or directory|permission denied))")]
    private static partial Regex ByRuntime();

    // /bin/sh: curl: not found. sh: 1: curl: not found. bash: line 1: curl: command not found
    [GeneratedRegex(@"^(?:\S*/)?(?:ba|da|a|k|z)?sh: (?:(?:line )?\d+: )?(?<what>[^\s:]+: (?:(?:command )?not found|Permission denied))\s*\z", RegexOptions.Multiline)]
    private static partial Regex ByShell();

    // curl -f http://localhost/ || exit 1
    [GeneratedRegex(@"\A[^;&|\n()`$]*(?:\|\|\s*(?:exit\s+\d+|false)\s*)?\z")]
    private static partial Regex OneProgram();
}
