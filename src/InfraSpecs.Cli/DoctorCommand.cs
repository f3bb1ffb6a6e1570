using System.CommandLine;
using System.Text.Json;

namespace InfraSpecs.Cli;

/// <summary><c>infraspecs doctor</c>: which engine specs would use and why this one, what it is, and what is left on it. It only looks: <see cref="SweepCommand"/> removes.</summary>
internal static class DoctorCommand
{
    // It is read by people too: '+' stays '+', and a quote a quote.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var features = new Option<bool>("--features") { Description = "Tries what the engine offers, in helper containers; their image is built if it is not there." };
        var json = new Option<bool>("--json") { Description = "Writes what it saw as JSON; sizes are in bytes." };
        var command = new Command(
            "doctor", "Says which engine specs would use, why this one, and what dead sessions left on it. Ends with 1 if something should be seen to, and with 2 if it could not look.")
        {
            features, json,
        };
        command.SetAction((parsed, token) => RunAsync(new EngineOptions(), parsed.GetValue(features), parsed.GetValue(json), Console.Out, token));
        return command;
    }

    /// <returns>The exit code: 0 if nothing should be seen to, or 1.</returns>
    internal static async Task<int> RunAsync(EngineOptions options, bool features, bool json, TextWriter output, CancellationToken token)
    {
        await using var engine = await Engine.ConnectAsync(options with { Sweep = false }, token);
        var report = await DoctorReport.ReadAsync(engine, features, token);
        if (json) await output.WriteLineAsync(JsonSerializer.Serialize(report, Json));
        else
        {
            foreach (var line in DoctorText.Lines(report)) await output.WriteLineAsync(line);
        }

        return report.Found.Count == 0 ? 0 : 1;
    }
}
