using InfraSpecs.Assertions.Internal;
using InfraSpecs.Images;

namespace InfraSpecs.Assertions.Images;

/// <summary>Where a path of an image breaks, in half a sentence.</summary>
internal static class PathText
{
    private const int NamesShown = 5;

    public static string WhyMissing(ImageTree files, string path)
    {
        var folder = "";
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = $"{folder}/{part}";
            if (files.Find(at) is not { } found) return $"{(folder.Length == 0 ? "/" : folder)} has no {part}{Instead(files, folder, part)}";
            if (files.Resolve(at) is not { } real) return $"link {at} -> {found.LinkTarget} leads nowhere";
            if (real.Kind is not ImageFileKind.Directory && at.Length < path.Length) return $"{at} is {Kind(real.Kind)}";
            folder = real.Path;
        }

        return "it is not there";
    }

    /// <summary>As "a directory".</summary>
    public static string Kind(ImageFileKind kind) => kind switch
    {
        ImageFileKind.File => "a regular file",
        ImageFileKind.Directory => "a directory",
        ImageFileKind.SymbolicLink => "a link",
        ImageFileKind.CharacterDevice => "a character device",
        ImageFileKind.BlockDevice => "a block device",
        _ => "a named pipe",
    };

    /// <exception cref="ArgumentException">It is not absolute.</exception>
    public static void RefuseRelative(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!path.StartsWith('/')) throw new ArgumentException($"Paths in an image begin at its root: write \"/{path}\".", nameof(path));
    }

    private static string Instead(ImageTree files, string folder, string part)
    {
        var names = files.In(folder.Length == 0 ? "/" : folder).Select(it => it.Name).ToList();
        if (names.Count == 0) return "; it is empty";
        var near = Nearest.To(part, names);
        if (near.Count > 0) return $"; it has {string.Join(", ", near)}";
        return names.Count <= NamesShown ? $"; it has {string.Join(", ", names)}" : "";
    }
}
