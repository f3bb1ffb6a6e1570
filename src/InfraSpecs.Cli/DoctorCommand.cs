using System.CommandLine;

namespace InfraSpecs.Cli;

/// <summary><c>infraspecs doctor</c>: which engine specs would use, and what is left on it. It only looks: <see cref="SweepCommand"/> removes.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var features = new Option<bool>("--features") { Description = "Tries what the engine offers, in helper containers; their image is built if it is not there." };
        var command = new Command("doctor", "Says which engine specs would use, and what dead sessions left on it. Ends with 1 if something is left.") { features };
        command.SetAction((parsed, token) => RunAsync(new EngineOptions(), parsed.GetValue(features), Console.Out, token));
        return command;
    }

    /// <returns>The exit code: 0 if nothing is left of dead sessions, or 1.</returns>
    internal static async Task<int> RunAsync(EngineOptions options, bool features, TextWriter output, CancellationToken token)
    {
        await using var engine = await Engine.ConnectAsync(options with { Sweep = false }, token);
        await SayAsync("Engine", $"{engine.Version}, API {engine.ApiVersion}, at {engine.Endpoint}");
        var left = await engine.ListLeftAsync(token);
        await SayAsync("Left", left.OfDeadSessions.Count == 0 ? "nothing by dead sessions" : $"by dead sessions: {string.Join(", ", left.OfDeadSessions)}; 'infraspecs sweep' removes it");
        if (left.Unjudged.Count > 0) await SayAsync("", $"by sessions that cannot be judged from here: {string.Join(", ", left.Unjudged)}");
        if (features) await SayFeaturesAsync(await engine.GetFeaturesAsync(token));
        return left.OfDeadSessions.Count == 0 ? 0 : 1;

        async Task SayFeaturesAsync(EngineFeatureReport report)
        {
            foreach (var feature in Enum.GetValues<EngineFeatures>().Where(feature => feature != EngineFeatures.None))
            {
                await SayAsync($"{feature}", report.Missing.TryGetValue(feature, out var why) ? "no: " + why : "yes");
            }
        }

        Task SayAsync(string what, string text) => output.WriteLineAsync($"{what,-13}{text}");
    }
}
