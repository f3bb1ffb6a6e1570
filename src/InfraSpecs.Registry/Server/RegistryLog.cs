using System.Text.RegularExpressions;
using Docker.DotNet.Models;

namespace InfraSpecs.Registry;

/// <summary>What a registry writes of a request that it could not serve: its answer has a code, its log the cause.</summary>
internal static partial class RegistryLog
{
    private const string Tail = "100";

    /// <summary>The cause of the last request to a path, or to what is in it, that failed; null where the log has none.</summary>
    public static async Task<RegistryCause?> FindAsync(RunningRegistry registry, string path, CancellationToken token)
    {
        var parameters = new ContainerLogsParameters { ShowStdout = true, ShowStderr = true, Tail = Tail };
        using var output = await registry.Engine.Client.Containers.GetContainerLogsAsync(registry.Container.Id, parameters, token);
        List<string> lines = [];
        await foreach (var line in LogLine.ReadAsync(output, registry.Engine.Time, token)) lines.Add(line.Text);
        return CauseIn(lines, path);
    }

    /// <summary>Whether it is no use to ask again.</summary>
    public static bool IsLasting(RegistryCause cause) => Lasting().IsMatch(cause.Why);

    internal static RegistryCause? CauseIn(IReadOnlyList<string> lines, string path)
    {
        var line = lines.LastOrDefault(it => Failed().IsMatch(it) && Asked().Match(it).Groups["uri"].Value.StartsWith(path, StringComparison.Ordinal));
        if (line is null || Detail().Match(line) is not { Success: true } detail) return null;
        // What follows is a line of a password file.
        var why = Entry().Replace(Regex.Unescape(detail.Groups["detail"].Value), "${entry}");
        return new RegistryCause(why, AdviceFor(why));
    }

    private static string AdviceFor(string why) =>
        why.Contains("no space left", StringComparison.Ordinal) ? "free space where the registry writes, or give it more."
        : why.Contains("read-only file system", StringComparison.Ordinal) ? "let the registry write to what is mounted there."
        : why.Contains("permission denied", StringComparison.Ordinal) ? "let the registry's user write there: chown -R."
        : why.Contains("htpasswd", StringComparison.Ordinal) ? "mend the password file: a line is name:hash, made with htpasswd -B."
        : "look at the registry's log.";

    [GeneratedRegex("level=(?:error|warning|fatal)")]
    private static partial Regex Failed();

    [GeneratedRegex("""http\.request\.uri="?(?<uri>[^\s"]+)""")]
    private static partial Regex Asked();

    [GeneratedRegex("""(?:err\.detail="|msg="error authorizing context: |err\.message=")(?<detail>(?:[^"\\]|\\.)*)""")]
    private static partial Regex Detail();

    [GeneratedRegex(@"(?<entry>invalid entry at line \d+): .*")]
    private static partial Regex Entry();

    [GeneratedRegex("no space left|read-only file system|permission denied|quota exceeded|not permitted|htpasswd", RegexOptions.IgnoreCase)]
    private static partial Regex Lasting();
}
