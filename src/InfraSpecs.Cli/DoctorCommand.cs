using System.CommandLine;

namespace InfraSpecs.Cli;

/// <summary><c>infraspecs doctor</c>: which engine specs would use, and what it offers.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var command = new Command("doctor", "Says which engine specs would use, and what it offers.");
        command.SetAction((_, token) => RunAsync(token));
        return command;
    }

    private static async Task<int> RunAsync(CancellationToken token)
    {
        await using var engine = await Engine.ConnectAsync(token);
        Console.WriteLine($"Engine       {engine.Version}, API {engine.ApiVersion}, at {engine.Endpoint}");
        Console.WriteLine($"Sweep        {engine.Swept}");
        var features = await engine.GetFeaturesAsync(token);
        foreach (var feature in Enum.GetValues<EngineFeatures>().Where(feature => feature != EngineFeatures.None))
        {
            Console.WriteLine($"{feature,-13}{(features.Missing.TryGetValue(feature, out var why) ? "no: " + why : "yes")}");
        }

        return 0;
    }
}
