using System.Globalization;
using System.Text;

namespace InfraSpecs.Cli;

/// <summary>Results as container-structure-test prints them.</summary>
internal static class StructureText
{
    public static string Write(IReadOnlyList<JudgedFile> files)
    {
        var text = new StringBuilder();
        var width = 27;
        foreach (var file in files) width = File(text, file);
        Summary(text, [.. files.SelectMany(file => file.Results)], width | 1);
        return text.ToString();
    }

    private static int File(StringBuilder text, JudgedFile file)
    {
        var title = $"====== Test file: {Path.GetFileName(file.File.Path)} ======";
        text.Append(CultureInfo.InvariantCulture, $"\n{new string('=', title.Length)}\n{title}\n{new string('=', title.Length)}\n");
        foreach (var warning in file.Warnings) Line(text, "Warning: " + warning);
        foreach (var result in file.Results) Result(text, result);
        return title.Length;
    }

    private static void Result(StringBuilder text, JudgedTest result)
    {
        Line(text, "=== RUN: " + result.Name);
        Line(text, result.Passed ? "--- PASS" : "--- FAIL");
        Line(text, "duration: " + Duration(result.Duration));
        if (result.Output.Length > 0) Line(text, "stdout: " + result.Output);
        if (result.ErrorOutput.Length > 0) Line(text, "stderr: " + result.ErrorOutput);
        foreach (var error in result.Errors) Line(text, "Error: " + error);
        foreach (var warning in result.Warnings) Line(text, "Warning: " + warning);
    }

    private static void Summary(StringBuilder text, IReadOnlyList<JudgedTest> results, int width)
    {
        if (results.Count == 0)
        {
            Line(text, "No tests run! Check config file format.");
            return;
        }

        var (failed, half) = (results.Count(result => !result.Passed), new string('=', (width - 9) / 2));
        text.Append(CultureInfo.InvariantCulture, $"\n{new string('=', width)}\n{half} RESULTS {half}\n{new string('=', width)}\n");
        Line(text, $"Passes:      {results.Count - failed}");
        Line(text, $"Failures:    {failed}");
        Line(text, $"Duration:    {Duration(TimeSpan.FromTicks(results.Sum(result => result.Duration.Ticks)))}");
        Line(text, $"Total tests: {results.Count}\n");
        Line(text, failed == 0 ? "PASS" : "FAIL");
    }

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');

    /// <summary>As Go writes times of less than a minute.</summary>
    private static string Duration(TimeSpan time) => time.TotalSeconds switch
    {
        0 => "0s",
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.###}ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###}s"),
    };
}
