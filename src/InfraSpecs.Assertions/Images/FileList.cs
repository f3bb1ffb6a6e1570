using InfraSpecs.Images;

namespace InfraSpecs.Assertions.Images;

/// <summary>Files of an image, a line each.</summary>
internal static class FileList
{
    private const int Shown = 20;

    public static string Write(IEnumerable<ImageFile> files)
    {
        var all = files.ToList();
        return string.Join('\n', all.Take(Shown).Select(Line)) + (all.Count > Shown ? $"\nand {all.Count - Shown:N0} more" : "");
    }

    /// <summary>As "0644 0:0 /etc/x 12 bytes".</summary>
    public static string Line(ImageFile file) => $"{file.OctalMode} {file.UserId}:{file.GroupId} {file.Path}" + file.Kind switch
    {
        ImageFileKind.File => $" {file.Size:N0} bytes",
        ImageFileKind.Directory => "/",
        ImageFileKind.SymbolicLink => $" -> {file.LinkTarget}",
        _ => $", {PathText.Kind(file.Kind)}",
    };
}
