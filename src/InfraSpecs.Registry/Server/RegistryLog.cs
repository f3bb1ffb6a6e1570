using System.Globalization;
using System.Text.RegularExpressions;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Registry;

/// <summary>What a registry writes of a request that it could not serve: its answer has a code, its log the cause.</summary>
internal static partial class RegistryLog
{
    private const string Tail = "100";

    /// <summary>The cause of the last request to a path, or to what is in it, that failed; null where the log has none.</summary>
    public static async Task<RegistryCause?> FindAsync(RunningRegistry registry, string path, CancellationToken token) =>
        CauseIn(await ReadAsync(registry.Container, token), path);

    /// <summary>Where a registry listens, by its word, if that is not where it is asked; else null, and as long as it does not say.</summary>
    public static async Task<string?> FindOtherAddressAsync(Container container, CancellationToken token)
    {
        try
        {
            return OtherAddressIn(await ReadAsync(container, token));
        }
        catch (DockerApiException)
        {
            return null; // its log driver keeps nothing that could be read
        }
    }

    /// <summary>Whether it is no use to ask again.</summary>
    public static bool IsLasting(RegistryCause cause) => Lasting().IsMatch(cause.Why);

    internal static string? OtherAddressIn(IReadOnlyList<string> lines) =>
        lines.Select(line => Listens().Match(line)).LastOrDefault(it => it.Success) is not { } match ? null
        : match.Groups["port"].Value == RegistryContainer.Port.ToString(CultureInfo.InvariantCulture) && match.Groups["host"].Value is not ("127.0.0.1" or "[::1]") ? null
        : match.Groups["at"].Value;

    private static async Task<IReadOnlyList<string>> ReadAsync(Container container, CancellationToken token)
    {
        var parameters = new ContainerLogsParameters { ShowStdout = true, ShowStderr = true, Tail = Tail };
        using var output = await container.Engine.Client.Containers.GetContainerLogsAsync(container.Id, parameters, token);
        List<string> lines = [];
        await foreach (var line in LogLine.ReadAsync(output, container.Engine.Time, token)) lines.Add(line.Text);
        return lines;
    }

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

    [GeneratedRegex("""msg="listening on (?<at>(?<host>[^"]*):(?<port>\d+))""")]
    private static partial Regex Listens();

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
