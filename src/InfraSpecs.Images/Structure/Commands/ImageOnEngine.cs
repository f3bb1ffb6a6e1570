using Docker.DotNet;

namespace InfraSpecs.Images.Structure.Commands;

/// <summary>By what name an engine has the image under test.</summary>
internal static class ImageOnEngine
{
    /// <exception cref="CommandFailedException">It has not.</exception>
    public static async Task<string> FindAsync(CheckContext context, CancellationToken token)
    {
        if (context.Engine is not { } engine) throw new CommandFailedException($"commands run in containers, and no engine was given for {context.Image}");
        foreach (var name in (string[])[context.Image.Id, context.Image.Name])
        {
            if (await IsThereAsync(engine, name, token)) return name;
        }

        throw new CommandFailedException($"commands run in containers, and the engine at {engine.Endpoint} does not have {context.Image} (from {context.Image.Source}): load or pull it first");
    }

    private static async Task<bool> IsThereAsync(Engine engine, string name, CancellationToken token)
    {
        try
        {
            await engine.Client.Images.InspectImageAsync(name, token);
            return true;
        }
        catch (DockerApiException)
        {
            // Not there, or no reference at all, as a file's path.
            return false;
        }
    }
}
