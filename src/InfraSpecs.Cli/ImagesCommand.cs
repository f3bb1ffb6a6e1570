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
        List<Task> told = []; // one after the other
        var images = await output.WhileAsync($"{FailureText.Count(names.Length, "image")}, pulled or built", () => Task.WhenAll(names.Select(async name =>
        {
            var started = Stopwatch.GetTimestamp();
            var image = await engine.Images.GetAsync(name, token);
            var took = Stopwatch.GetElapsedTime(started);
            lock (told) told.Add(output.PassAsync(Line(name, image, took)));
            return new { Source = name, Image = image, Seconds = Math.Round(took.TotalSeconds, 3) };
        })));
        await Task.WhenAll(told);
        var shown = new Passage([.. images.Select(it => Line(it.Source, it.Image, TimeSpan.FromSeconds(it.Seconds)))])
        {
            WasTold = true, Head = ["SOURCE", "IMAGE", "TOOK"],
            Rows = [.. images.Select(it => new Cell[] { new(it.Source), new(it.Image), new(FailureText.Seconds(TimeSpan.FromSeconds(it.Seconds), 1)) })],
        };
        await output.ShowAsync(new { Images = images }, [shown]);
        return 0;
    }

    private static string Line(string source, string image, TimeSpan took) => $"{source}: {image} ({FailureText.Seconds(took, 1)})";
}
