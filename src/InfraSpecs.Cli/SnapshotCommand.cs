using System.CommandLine;
using InfraSpecs.Images;

namespace InfraSpecs.Cli;

/// <summary><c>infraspecs snapshot accept [FOLDER…]</c>: what specs received is approved from now on.</summary>
internal static class SnapshotCommand
{
    public static Command Create()
    {
        var folders = new Argument<string[]>("folder") { Description = "Where texts were received, or folders above; default the current one.", Arity = ArgumentArity.ZeroOrMore };
        var accept = new Command("accept", "Makes each ….image.received.txt the approved ….image.txt beside it.") { folders };
        accept.SetVerb((parsed, output, _) => RunAsync(parsed.GetValue(folders) is { Length: > 0 } named ? named : ["."], output));
        return new Command("snapshot", "The approved texts of images.") { accept };
    }

    /// <returns>The exit code: 0, also if there was nothing to approve.</returns>
    internal static async Task<int> RunAsync(string[] folders, VerbOutput output)
    {
        var accepted = folders.SelectMany(ImageApproval.AcceptReceived).ToList();
        var lines = accepted.Select(text => $"approved: {text}").DefaultIfEmpty($"no received text in {string.Join(", ", folders.Select(Path.GetFullPath))}");
        await output.WriteAsync(new { Approved = accepted }, lines);
        return 0;
    }
}
