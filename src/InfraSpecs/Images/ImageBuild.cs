using System.Text.RegularExpressions;
using Docker.DotNet;
using Docker.DotNet.Models;
using InfraSpecs.Internal;

namespace InfraSpecs;

/// <summary>One build of an image source.</summary>
internal static partial class ImageBuild
{
    private const int LinesKept = 20;

    public static async Task RunAsync(
        IDockerClient client, ImageSource source, IReadOnlyDictionary<string, string> arguments, IReadOnlyList<string> tags, CancellationToken token)
    {
        var lastLines = new Queue<string>();
        string? error = null;
        var progress = new Immediate<JSONMessage>(message =>
        {
            error ??= message.Error?.Message;
            foreach (var line in (message.Stream ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                lastLines.Enqueue(Colour().Replace(line, "").TrimEnd());
                if (lastLines.Count > LinesKept) lastLines.Dequeue();
            }
        });
        var parameters = new ImageBuildParameters
        {
            Tags = [.. tags],
            BuildArgs = arguments.ToDictionary(),
            Remove = true,
            ForceRemove = true,
        };

        try
        {
            await using var context = source.ToTar();
            await client.Images.BuildImageFromDockerfileAsync(parameters, context, null, null, progress, token);
        }
        catch (DockerApiException e)
        {
            error ??= EngineMessage.Of(e);
        }

        if (error is not null) throw new ImageBuildException(source.Name, error.TrimEnd('\n'), [.. lastLines.Where(line => line.Length > 0)]);
    }

    // The engine marks a build's standard error red.
    [GeneratedRegex(@"\x1b\[[0-9;]*m")]
    private static partial Regex Colour();
}
