namespace InfraSpecs.Images.Structure.Checks;

/// <summary>Which file the original reads at a path: it takes the targets of links as if they began at the root.</summary>
internal static class ContentPath
{
    private const int MostLinks = 40;

    /// <param name="image">The image.</param>
    /// <param name="path">The path.</param>
    /// <param name="fault">Why there is none; empty if there is.</param>
    public static EngineView? Find(ImageUnderTest image, string path, out string fault)
    {
        var at = path;
        for (var links = 0; links <= MostLinks; links++)
        {
            if (EngineView.Find(image, at, out fault) is not { } seen)
            {
                if (links > 0) fault += $", and {path} is a link to there, whose target the original takes as if it began at the root{Real(image, path)}";
                return null;
            }

            if (seen.Kind is ImageFileKind.Directory) fault = $"{seen.Path} is a directory";
            if (seen.Kind is not ImageFileKind.SymbolicLink) return seen.Kind is ImageFileKind.Directory ? null : seen;
            at = seen.File?.LinkTarget ?? "/proc/mounts";
        }

        fault = "its links lead in a circle";
        return null;
    }

    private static string Real(ImageUnderTest image, string path) => image.Files.Resolve(EngineView.Clean(path)) is { } real ? $"; a program would read {real.Path}" : "";
}
