using System.CommandLine;
using InfraSpecs.Images;

namespace InfraSpecs.Cli;

/// <summary><c>infraspecs inspect IMAGE</c>: what is in an image, without starting it.</summary>
internal static class InspectCommand
{
    public static Command Create()
    {
        var image = ImageArgument.Create("image", $"The image: {ImageArgument.Forms}.");
        var command = new Command("inspect", "Says what is in an image: how it starts, packages, files that no package owns, and the layers with what made them.") { image };
        command.SetVerb((parsed, output, token) => RunAsync(parsed.GetValue(image)!, output, token));
        return command;
    }

    /// <returns>The exit code: 0.</returns>
    internal static async Task<int> RunAsync(string name, VerbOutput output, CancellationToken token)
    {
        var image = (await ImageArgument.ReadAsync([name], token))[0];
        await output.WriteAsync(InspectedImage.Describe(image), [image.Summarize().TrimEnd('\n')]);
        return 0;
    }
}
