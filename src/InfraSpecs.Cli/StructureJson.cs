using System.Text.Json;
using System.Text.Json.Nodes;

namespace InfraSpecs.Cli;

/// <summary>Results as container-structure-test's JSON has them; warnings are ours. Durations are in nanoseconds.</summary>
internal static class StructureJson
{
    public static string Write(IReadOnlyList<JudgedFile> files)
    {
        List<JudgedTest> results = [.. files.SelectMany(file => file.Results)];
        var report = new JsonObject
        {
            ["Pass"] = results.Count(result => result.Passed),
            ["Fail"] = results.Count(result => !result.Passed),
            ["Total"] = results.Count,
            ["Duration"] = Nanoseconds(TimeSpan.FromTicks(results.Sum(result => result.Duration.Ticks))),
        };
        if (results.Count > 0) report["Results"] = new JsonArray([.. results.Select(Result)]);
        Add(report, "Warnings", [.. files.SelectMany(file => file.Warnings)]);
        return report.ToJsonString(JsonSerializerOptions.Default) + "\n";
    }

    private static JsonObject Result(JudgedTest result)
    {
        var json = new JsonObject { ["Name"] = result.Name, ["Pass"] = result.Passed };
        if (result.Output.Length > 0) json["Stdout"] = result.Output;
        if (result.ErrorOutput.Length > 0) json["Stderr"] = result.ErrorOutput;
        Add(json, "Errors", result.Errors);
        Add(json, "Warnings", result.Warnings);
        json["Duration"] = Nanoseconds(result.Duration);
        return json;
    }

    private static void Add(JsonObject json, string name, IReadOnlyList<string> texts)
    {
        if (texts.Count > 0) json[name] = new JsonArray([.. texts.Select(text => (JsonNode)text)]);
    }

    private static long Nanoseconds(TimeSpan time) => time.Ticks * 100;
}
