using System.Globalization;
using System.Text;
using System.Text.Json;

namespace InfraSpecs.Benchmarks;

/// <summary>Writes docs/benchmarks.md for people and artifacts/bench.json for programs.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static async Task WriteAsync(Engine engine, IReadOnlyList<Row> rows, TimeSpan took, CancellationToken token)
    {
        Directory.CreateDirectory("artifacts");
        await File.WriteAllTextAsync("artifacts/bench.json", JsonSerializer.Serialize(rows, Json) + "\n", token);
        var text = new StringBuilder();
        text.AppendLine("# Benchmarks").AppendLine()
            .AppendLine("Written by `./build.sh bench`. Each figure stands beside its floor, measured in the same run; look at the ratios,")
            .AppendLine("not at the figures.")
            .AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"Docker {engine.Version}, {Environment.ProcessorCount} cores, .NET {Environment.Version}. All of it took {took.TotalMinutes:0.0} min.").AppendLine()
            .AppendLine("The last column says when a row's benchmark began (UTC), and how busy others kept the machine's cores in the second before.").AppendLine()
            .AppendLine("| what | ours | floor | unit | ratio | goal | met | how | when |")
            .AppendLine("| --- | ---: | ---: | --- | ---: | --- | --- | --- | --- |");
        foreach (var row in rows)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {row.Name} | {row.Ours:#,0.##} | {row.Floor:#,0.##} | {row.Unit} | {row.Ratio} | {row.Goal} | {(row.Met ? "yes" : "**no**")} | {row.Note} | {row.At} |");
        }

        await File.WriteAllTextAsync("docs/benchmarks.md", text.ToString(), token);
    }
}
