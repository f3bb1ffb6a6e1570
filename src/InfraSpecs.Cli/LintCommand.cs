using System.CommandLine;
using InfraSpecs.Cron;

namespace InfraSpecs.Cli;

/// <summary><c>infraspecs lint image …</c>: what keeps the cron jobs of images from running, without running them.</summary>
internal static class LintCommand
{
    public static Command Create()
    {
        var images = new Argument<string[]>("image") { Description = "Images, or image sources by name.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("lint", "Says what keeps the cron jobs of images from running, without running them. Ends with 1 if there is something.") { images };
        command.SetAction((parsed, token) => RunAsync(parsed.GetValue(images)!, Console.Out, token));
        return command;
    }

    /// <returns>The exit code: 0 if nothing was found in any image, or 1.</returns>
    internal static async Task<int> RunAsync(string[] images, TextWriter output, CancellationToken token)
    {
        await using var engine = await Engine.ConnectAsync(token);
        var diagnoses = await Task.WhenAll(images.Select(image => CronContainer.DiagnoseImageAsync(engine, image, token)));
        foreach (var diagnosis in diagnoses)
        {
            await output.WriteLineAsync(diagnosis.IsClean ? diagnosis.ToString() : $"{diagnosis.Subject}:\n{diagnosis}");
        }

        return diagnoses.All(it => it.IsClean) ? 0 : 1;
    }
}
