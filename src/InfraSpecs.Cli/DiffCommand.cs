using System.CommandLine;
using InfraSpecs.Images;

namespace InfraSpecs.Cli;

/// <summary><c>infraspecs diff OLD NEW</c>: what changed between two images, what matters most first.</summary>
internal static class DiffCommand
{
    public static Command Create()
    {
        var old = ImageArgument.Create("old", $"The old image: {ImageArgument.Forms}.");
        var now = ImageArgument.Create("new", "The new image, named likewise.");
        var ignore = new Option<string[]>("--ignore") { Description = "Files that do not count, as a glob on the absolute path: '/var/lib/app/**'. May be given several times." };
        const string description = "Says what changed between two images, what matters most first; '!' marks what may break who used the old one. Ends with 1 if something changed.";
        var command = new Command("diff", description) { old, now, ignore, new FormatOption() };
        command.SetVerb((parsed, output, token) => RunAsync(parsed.GetValue(old)!, parsed.GetValue(now)!, parsed.GetValue(ignore) ?? [], output, token));
        return command;
    }

    /// <returns>The exit code: 0 if nothing changed, or 1.</returns>
    internal static async Task<int> RunAsync(string old, string now, IReadOnlyList<string> ignore, VerbOutput output, CancellationToken token)
    {
        var images = await ImageArgument.ReadAsync([old, now], token);
        var difference = ImageDifference.Between(images[0], images[1], ignore);
        var report = new DiffReport(DiffReport.ImageFacts.Of(images[0]), DiffReport.ImageFacts.Of(images[1]), difference.Changes);
        await output.ShowAsync(report, report.Shown(), report.Verdicts);
        return difference.IsEmpty ? 0 : 1;
    }
}
