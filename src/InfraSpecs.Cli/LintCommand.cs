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
        const string description = "Says what keeps the cron jobs of images from running, without running them. Ends with 1 if there is something, and with 2 if an image could not be looked at.";
        var command = new Command("lint", description) { images, new FormatOption() };
        command.SetVerb((parsed, output, token) => RunAsync(parsed.GetValue(images)!, output, token));
        return command;
    }

    /// <returns>The exit code: 0 if nothing was found in any image, 1 if something was, and 2 if one of them could not be looked at.</returns>
    internal static async Task<int> RunAsync(string[] images, VerbOutput output, CancellationToken token)
    {
        await using var engine = await Engine.ConnectAsync(token);
        var results = await Task.WhenAll(images.Select(image => DiagnoseAsync(engine, image, token)));
        await output.ShowAsync(new { Images = results.Select(it => it.Document) }, results.Select(it => it.Shown), () => [.. results.Select(it => it.Verdicts)]);
        return results.Max(it => it.Code);
    }

    /// <summary>One that cannot be had is no reason to say nothing of the others; an engine that is lost is.</summary>
    private static async Task<LintedImage> DiagnoseAsync(Engine engine, string image, CancellationToken token)
    {
        try
        {
            return new LintedImage(image, await CronContainer.DiagnoseImageAsync(engine, image, token), null);
        }
        catch (InfraSpecsException e) when (e is not EngineException)
        {
            return new LintedImage(image, null, e);
        }
    }
}
