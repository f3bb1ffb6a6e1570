namespace InfraSpecs.Images.Starting;

/// <summary>Looks at WORKDIR as the engine does, which makes it where it is not there.</summary>
internal static class WorkingFolder
{
    /// <returns>Why a container cannot start in it, in half a sentence; null where it can.</returns>
    public static string? Problem(ImageUnderTest image)
    {
        var path = image.Config.WorkingDir;
        if (path.Length == 0) return null;
        if (!path.StartsWith('/')) return $"WORKDIR {path} is no absolute path, so that the engine refuses to start";
        for (var at = path.IndexOf('/', 1); ; at = path.IndexOf('/', at + 1))
        {
            var part = at < 0 ? path : path[..at];
            if (image.Files.Resolve(part) is { Kind: not ImageFileKind.Directory } file) return $"WORKDIR {path} is no directory: {file.Path} is a file";
            if (at < 0) return null;
        }
    }
}
