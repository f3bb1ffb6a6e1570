namespace InfraSpecs.Images.Loading;

/// <summary>Parts of paths in an image.</summary>
internal static class Paths
{
    /// <summary>The folder: "" for what is in the root.</summary>
    public static string Folder(string path) => path[..Math.Max(0, path.LastIndexOf('/'))];

    public static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];

    public static string From(string folder, string path)
    {
        if (path.StartsWith('/')) return path;
        while (path.StartsWith("./", StringComparison.Ordinal)) path = path[2..].TrimStart('/');
        return folder.TrimEnd('/') + "/" + path;
    }
}
