namespace InfraSpecs.Images.Snapshots;

/// <summary>The file that the first word of ENTRYPOINT and CMD names, on the image's PATH.</summary>
internal static class StartedProgram
{
    // What engines take where the image sets none.
    private const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    public static string? Find(ImageUnderTest image)
    {
        var config = image.Config;
        if (config.Entrypoint.Concat(config.Cmd).FirstOrDefault() is not { Length: > 0 } word) return null;
        if (word.StartsWith('/')) return Existing(image, word);
        if (word.Contains('/')) return Existing(image, config.WorkingDir.TrimEnd('/') + "/" + word);
        var path = config.Env.LastOrDefault(it => it.StartsWith("PATH=", StringComparison.Ordinal))?[5..] ?? DefaultPath;
        return path.Split(':', StringSplitOptions.RemoveEmptyEntries).Select(folder => Existing(image, folder.TrimEnd('/') + "/" + word)).FirstOrDefault(it => it is not null);
    }

    private static string? Existing(ImageUnderTest image, string path) => image.Files.Resolve(path) is { Kind: not ImageFileKind.Directory } found ? found.Path : null;
}
