using System.Text.Json;
using System.Text.RegularExpressions;

namespace InfraSpecs.Swarm;

/// <summary>A line of an engine's log, as dockerd writes it.</summary>
/// <param name="Message">What happened: "pulling image failed".</param>
/// <param name="Error">Why; empty where it does not say.</param>
/// <param name="TaskId">The task that it is about; empty where it is about none.</param>
internal sealed partial record EngineLogLine(string Message, string Error, string TaskId)
{
    /// <returns>Null for what is no line of it: an engine prints what its own processes print too.</returns>
    public static EngineLogLine? Parse(string line)
    {
        var fields = line.StartsWith('{') ? OfJson(line) : OfPairs(line);
        return fields.TryGetValue("msg", out var message) ? new EngineLogLine(message, fields.GetValueOrDefault("error", ""), fields.GetValueOrDefault("task.id", "")) : null;
    }

    // dockerd --log-format=json
    private static Dictionary<string, string> OfJson(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.EnumerateObject().Where(it => it.Value.ValueKind == JsonValueKind.String).DistinctBy(it => it.Name).ToDictionary(it => it.Name, it => it.Value.GetString()!);
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static Dictionary<string, string> OfPairs(string line) => Pair().Matches(line).DistinctBy(it => it.Groups["key"].Value).ToDictionary(
        it => it.Groups["key"].Value,
        it => it.Groups["quoted"] is { Success: true } quoted ? Escaped().Replace(quoted.Value, Unescape) : it.Groups["bare"].Value);

    private static string Unescape(Match escaped) => escaped.Groups[1].Value is "n" or "t" or "r" ? " " : escaped.Groups[1].Value;

    [GeneratedRegex("""(?<key>[\w.-]+)=(?:"(?<quoted>(?:[^"\\]|\\.)*)"|(?<bare>\S*))""")]
    private static partial Regex Pair();

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex Escaped();
}
