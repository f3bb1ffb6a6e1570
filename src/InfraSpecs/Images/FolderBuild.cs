namespace InfraSpecs.Images;

/// <summary>Chooses who can build a folder: the engine's API where it is enough, else the docker command, else the older builder if it can.</summary>
internal static class FolderBuild
{
    public static async Task RunAsync(Engine engine, BuildFolder folder, ImageBuildOptions options, IReadOnlyList<string> tags, CancellationToken token)
    {
        if (options.Builder == ImageBuilder.Classic && folder.Dockerfile.NeedOfBuildKit is { } need) throw ImageException.NeedsBuildKit(folder.Path, need);
        if (options.Builder == ImageBuilder.Classic || WhyCommand(folder, options) is not { } why) await ImageBuild.RunAsync(engine.Client, folder, options, tags, token);
        else await RunByCommandAsync(engine, folder, options, tags, why, token);
    }

    private static async Task RunByCommandAsync(
        Engine engine, BuildFolder folder, ImageBuildOptions options, IReadOnlyList<string> tags, string why, CancellationToken token)
    {
        var command = new DockerCommand(engine.Address);
        if (await command.WhyNotAsync(token) is not { } missing)
        {
            await command.BuildAsync(folder, options, tags, token);
            return;
        }

        var need = WhyNotClassic(folder, options);
        if (need is not null) throw ImageException.NeedsDockerCommand(folder.Path, why, need, missing.Length > 0 ? missing : null);
        var classic = options with { Builder = ImageBuilder.Classic };
        await ImageBuild.RunAsync(engine.Client, BuildFolder.Read(folder.Path, classic), classic, tags, token);
    }

    /// <summary>Why the engine's API is not enough; null if it is: it takes all that BuildKit shall know beforehand, in one tar.</summary>
    private static string? WhyCommand(BuildFolder folder, ImageBuildOptions options)
    {
        if (options.Secrets.Count > 0) return "it is given secrets";
        if (folder.Dockerfile.AsksBack) return "its Dockerfile mounts secrets or ssh";
        if (!folder.IsDockerfileIgnored) return null;
        return folder.DockerfileName is null
            ? $"its Dockerfile, {folder.DockerfilePath}, is outside of the folder"
            : "its .dockerignore leaves out the Dockerfile itself";
    }

    private static string? WhyNotClassic(BuildFolder folder, ImageBuildOptions options)
    {
        if (options.Secrets.Count > 0) return "it knows no secrets";
        return folder.HasOwnIgnore ? "it does not read an ignore file of the Dockerfile's own" : folder.Dockerfile.NeedOfBuildKit;
    }
}
