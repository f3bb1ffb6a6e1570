using System.CommandLine;

namespace InfraSpecs.Cli;

/// <summary><c>infraspecs doctor</c>: which engine specs would use and why this one, what it is, and what is left on it. It only looks: <see cref="SweepCommand"/> removes.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var features = new Option<bool>("--features") { Description = "Tries what the engine offers, in helper containers; their image is built if it is not there." };
        var command = new Command(
            "doctor", "Says which engine specs would use, why this one, and what dead sessions left on it. Ends with 1 if something should be seen to, and with 2 if it could not look.")
        {
            features,
        };
        command.SetVerb((parsed, output, token) => RunAsync(new EngineOptions(), parsed.GetValue(features), output, token));
        return command;
    }

    /// <returns>The exit code: 0 if nothing should be seen to, or 1.</returns>
    internal static async Task<int> RunAsync(EngineOptions options, bool features, VerbOutput output, CancellationToken token)
    {
        await using var engine = await Engine.ConnectAsync(options with { Sweep = false }, token);
        var report = await DoctorReport.ReadAsync(engine, features, token);
        await output.ShowAsync(report, [DoctorText.Shown(report)]);
        return report.Found.Count == 0 ? 0 : 1;
    }
}
