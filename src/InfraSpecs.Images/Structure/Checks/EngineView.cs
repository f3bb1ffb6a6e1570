namespace InfraSpecs.Images.Structure.Checks;

/// <summary>What an engine tells of a path in a container of the image that was never started; the original asks for that.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Kind">A file, a directory or a symbolic link.</param>
/// <param name="Mode">The permission bits.</param>
/// <param name="UserId">The owner.</param>
/// <param name="GroupId">The owning group.</param>
/// <param name="File">It in the image; null for what the engine makes for each container, and for the root.</param>
internal sealed record EngineView(string Path, ImageFileKind Kind, UnixFileMode Mode, int UserId, int GroupId, ImageFile? File)
{
    private const UnixFileMode Common = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    // Files stand in the place of what the image has there; folders only where it has none.
    private static readonly string[] MadeFolders = ["/dev", "/dev/pts", "/dev/shm", "/proc", "/sys", "/etc"];
    private static readonly string[] MadeFiles = ["/.dockerenv", "/etc/hosts", "/etc/hostname", "/etc/resolv.conf", "/dev/console"];

    public string GoMode => GoFileMode.Write(Kind, Mode);

    /// <summary>The engine makes it, in each container of each image.</summary>
    public bool IsMade => File is null && Path != "/";

    /// <summary>What is at a path.</summary>
    /// <param name="image">The image.</param>
    /// <param name="path">The path; one that is not absolute begins at the root. Links among its folders are followed, and the last one if the path ends in a slash.</param>
    /// <param name="fault">Why there is nothing that the original would see; empty if there is.</param>
    public static EngineView? Find(ImageUnderTest image, string path, out string fault)
    {
        var (clean, isFolder) = (Clean(path), path.EndsWith('/') || path.EndsWith("/.", StringComparison.Ordinal));
        fault = "";
        if (clean == "/") return new EngineView("/", ImageFileKind.Directory, Common, 0, 0, null);
        var file = isFolder ? image.Files.Resolve(clean) : image.Files.Find(clean);
        if (Made(image, file, file?.Path ?? clean) is { } made)
        {
            if (isFolder && made.Kind is not ImageFileKind.Directory) fault = $"{clean} is no directory, and the path ends in a slash";
            return fault.Length > 0 ? null : made;
        }

        if (file is null) fault = $"there is no {clean} in the image";
        else if (isFolder && file.Kind is not ImageFileKind.Directory) fault = $"{clean} is no directory, and the path ends in a slash";
        else if (file.Kind is not (ImageFileKind.File or ImageFileKind.Directory or ImageFileKind.SymbolicLink)) fault = $"{clean} is there as {Name(file.Kind)}, which the original does not see";
        return fault.Length > 0 ? null : new EngineView(file!.Path, file.Kind, file.Kind is ImageFileKind.SymbolicLink ? (UnixFileMode)0x1FF : file.Mode, file.UserId, file.GroupId, file);
    }

    /// <summary>A path without "." and "..", as the engine takes them before it looks at links.</summary>
    public static string Clean(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(it => it != "."))
        {
            if (part != "..") parts.Add(part);
            else if (parts.Count > 0) parts.RemoveAt(parts.Count - 1);
        }

        return "/" + string.Join('/', parts);
    }

    private static EngineView? Made(ImageUnderTest image, ImageFile? file, string path)
    {
        if (MadeFiles.Contains(path)) return new EngineView(path, ImageFileKind.File, Common, 0, 0, null);
        if (path == "/etc/mtab") return new EngineView(path, ImageFileKind.SymbolicLink, (UnixFileMode)0x1FF, 0, 0, null);
        return file is null && (MadeFolders.Contains(path) || IsMounted(image, path)) ? new EngineView(path, ImageFileKind.Directory, Common, 0, 0, null) : null;
    }

    private static bool IsMounted(ImageUnderTest image, string path) => image.Config.Volumes.Append(image.Config.WorkingDir).Where(it => it.StartsWith('/')).Select(Clean)
        .Any(it => it == path || it.StartsWith(path + "/", StringComparison.Ordinal));

    private static string Name(ImageFileKind kind) => kind switch
    {
        ImageFileKind.Fifo => "a named pipe",
        ImageFileKind.CharacterDevice => "a character device",
        ImageFileKind.BlockDevice => "a block device",
        _ => "a file of another kind",
    };
}
