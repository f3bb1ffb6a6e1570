using System.Text.Json;
using Docker.DotNet;
using Docker.DotNet.Models;
using InfraSpecs.Images;

namespace InfraSpecs;

/// <summary>One build through the engine's API, which takes the context as a tar, for either builder.</summary>
internal static class ImageBuild
{
    // The API's names for its builders.
    private const string Classic = "1";
    private const string BuildKit = "2";

    /// <summary>A source that the package carries. Such sources need nothing that one of the builders has not.</summary>
    public static async Task RunAsync(
        IDockerClient client, ImageSource source, IReadOnlyDictionary<string, string> arguments, IReadOnlyList<string> tags, CancellationToken token)
    {
        await using var context = source.ToTar();
        await RunAsync(client, source.Name, Parameters(tags, new ImageBuildOptions { BuildArguments = arguments, Builder = ImageBuilder.Classic }), context, token);
    }

    /// <summary>A folder of the user's.</summary>
    public static async Task RunAsync(IDockerClient client, BuildFolder folder, ImageBuildOptions options, IReadOnlyList<string> tags, CancellationToken token)
    {
        var (dockerfile, entries) = options.Builder == ImageBuilder.Classic ? folder.ForClassic() : (folder.DockerfileName!, folder.Entries);
        await using var context = await folder.SendAsync(entries, token);
        await RunAsync(client, folder.Path, Parameters(tags, options with { Dockerfile = dockerfile }), context, token);
    }

    private static ImageBuildParameters Parameters(IReadOnlyList<string> tags, ImageBuildOptions options) => new()
    {
        Tags = [.. tags],
        Dockerfile = options.Dockerfile,
        BuildArgs = options.BuildArguments.ToDictionary(),
        Labels = options.Labels.ToDictionary(),
        Target = options.Target,
        Platform = options.Platform,
        Version = options.Builder == ImageBuilder.Classic ? Classic : BuildKit,
        Remove = true,
        ForceRemove = true,
    };

    private static async Task RunAsync(IDockerClient client, string source, ImageBuildParameters parameters, Stream context, CancellationToken token)
    {
        var log = new BuildLog([]);
        string? error = null;
        try
        {
            // The client's newer method cannot read BuildKit's messages. The build has ended where the stream ends.
#pragma warning disable CS0618
            await using var progress = await client.Images.BuildImageFromDockerfileAsync(context, parameters, token);
#pragma warning restore CS0618
            using var lines = new StreamReader(progress);
            while (await lines.ReadLineAsync(token) is { } line) error ??= Take(line, log);
        }
        catch (DockerApiException e)
        {
            error ??= EngineMessage.Of(e);
        }

        if (error is not null) throw ImageException.BuildFailed(source, error.TrimEnd('\n'), log.LastLines);
    }

    /// <returns>An error, if that is what the engine said.</returns>
    private static string? Take(string line, BuildLog log)
    {
        if (string.IsNullOrWhiteSpace(line)) return null;
        using var json = JsonDocument.Parse(line);
        var message = json.RootElement;
        if (message.TryGetProperty("error", out var error)) return error.GetString();
        if (message.TryGetProperty("stream", out var text)) log.Add(text.GetString() ?? "");
        if (message.TryGetProperty("aux", out var trace) && trace.ValueKind == JsonValueKind.String)
        {
            foreach (var (printed, isError) in BuildKitTrace.Read(trace.GetBytesFromBase64())) log.Add(printed, isError);
        }

        return null;
    }
}
