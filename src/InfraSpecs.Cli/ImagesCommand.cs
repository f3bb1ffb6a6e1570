using System.CommandLine;
using System.Diagnostics;

namespace InfraSpecs.Cli;

/// <summary><c>infraspecs images [source …]</c>: makes the engine have the images that fixtures start from, side by side.</summary>
internal static class ImagesCommand
{
    public static Command Create()
    {
        var sources = new Argument<string[]>("source") { Description = "Image sources; default all.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("images", "Makes the engine have the images that fixtures start from.") { sources };
        command.SetAction((parsed, token) => RunAsync(parsed.GetValue(sources) ?? [], token));
        return command;
    }

    private static async Task<int> RunAsync(string[] sources, CancellationToken token)
    {
        await using var engine = await Engine.ConnectAsync(token);
        var names = sources.Length > 0 ? sources : [.. engine.Images.Sources];
        await Task.WhenAll(names.Select(async name =>
        {
            var started = Stopwatch.GetTimestamp();
            var image = await engine.Images.GetAsync(name, token);
            Console.WriteLine($"{name}: {image} ({FailureText.Seconds(Stopwatch.GetElapsedTime(started), 1)})");
        }));
        return 0;
    }
}
