using System.Text;

namespace InfraSpecs.Images.Tests.Tree;

/// <summary>Files as lines: <c>f 0644 0:0 /etc/x = content</c>.</summary>
internal static class Listing
{
    public static string[] Of(ImageTree files) => [.. files.All.Select(Line)];

    private static string Line(ImageFile file)
    {
        var xattrs = string.Concat(file.Xattrs.Select(it => $" [{it.Key}={Convert.ToHexStringLower(it.Value.Span)}]"));
        return $"{KindOf(file)} {file.OctalMode} {file.UserId}:{file.GroupId} {file.Path}{xattrs}{Rest(file)}";
    }

    private static char KindOf(ImageFile file) => file.Kind switch
    {
        ImageFileKind.Directory => 'd',
        ImageFileKind.SymbolicLink => 'l',
        ImageFileKind.CharacterDevice => 'c',
        ImageFileKind.BlockDevice => 'b',
        ImageFileKind.Fifo => 'p',
        _ => 'f',
    };

    private static string Rest(ImageFile file) => file.Kind switch
    {
        ImageFileKind.SymbolicLink => $" -> {file.LinkTarget}",
        ImageFileKind.CharacterDevice or ImageFileKind.BlockDevice => $" {file.Device}",
        ImageFileKind.File => $" = {(file.Content is { } content ? Encoding.Latin1.GetString(content.Span) : "not kept")}",
        _ => "",
    };
}
