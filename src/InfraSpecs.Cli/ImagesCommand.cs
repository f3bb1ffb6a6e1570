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
        command.SetVerb((parsed, output, token) => RunAsync(parsed.GetValue(sources) ?? [], output, token));
        return command;
    }

    private static async Task<int> RunAsync(string[] sources, VerbOutput output, CancellationToken token)
    {
        await using var engine = await Engine.ConnectAsync(token);
        var names = sources.Length > 0 ? sources : [.. engine.Images.Sources];
        var progress = TextWriter.Synchronized(output.Progress);
        var images = await output.WhileAsync($"{FailureText.Count(names.Length, "image")}, pulled or built", () => Task.WhenAll(names.Select(async name =>
        {
            var started = Stopwatch.GetTimestamp();
            var image = await engine.Images.GetAsync(name, token);
            var took = Stopwatch.GetElapsedTime(started);
            await progress.WriteLineAsync($"{name}: {image} ({FailureText.Seconds(took, 1)})");
            return new { Source = name, Image = image, Seconds = Math.Round(took.TotalSeconds, 3) };
        })));
        await output.WriteAsync(new { Images = images }, []);
        return 0;
    }
}
