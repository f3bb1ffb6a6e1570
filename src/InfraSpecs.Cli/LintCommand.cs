using System.CommandLine;
using InfraSpecs.Cron;

namespace InfraSpecs.Cli;

/// <summary><c>infraspecs lint image …</c>: what keeps the cron jobs of images from running, without running them.</summary>
internal static class LintCommand
{
    public static Command Create()
    {
        var images = new Argument<string[]>("image") { Description = "Images, or image sources by name.", Arity = ArgumentArity.OneOrMore };
        images.Validators.Add(said =>
        {
            if (said.Tokens.Any(it => string.IsNullOrWhiteSpace(it.Value))) said.AddError("An argument image is empty; name an image of the engine, or an image source.");
        });
        var command = new Command("lint", "Says what keeps the cron jobs of images from running, without running them. Ends with 1 if there is something, and with 2 if an image could not be looked at.") { images };
        command.SetAction((parsed, token) => RunAsync(parsed.GetValue(images)!, Console.Out, token));
        return command;
    }

    /// <returns>The exit code: 0 if nothing was found in any image, 1 if something was, and 2 if one of them could not be looked at.</returns>
    internal static async Task<int> RunAsync(string[] images, TextWriter output, CancellationToken token)
    {
        await using var engine = await Engine.ConnectAsync(token);
        var results = await Task.WhenAll(images.Select(image => DiagnoseAsync(engine, image, token)));
        foreach (var (_, said) in results) await output.WriteLineAsync(said);
        return results.Max(it => it.Code);
    }

    /// <summary>One that cannot be had is no reason to say nothing of the others; an engine that is lost is.</summary>
    private static async Task<(int Code, string Said)> DiagnoseAsync(Engine engine, string image, CancellationToken token)
    {
        try
        {
            var diagnosis = await CronContainer.DiagnoseImageAsync(engine, image, token);
            return diagnosis.IsClean ? (0, $"{diagnosis}") : (1, $"{diagnosis.Subject}:\n{diagnosis}");
        }
        catch (InfraSpecsException e) when (e is not EngineException)
        {
            return (2, $"{image} could not be looked at: {e.Message}");
        }
    }
}
