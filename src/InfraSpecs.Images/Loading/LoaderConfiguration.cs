using System.IO.Enumeration;
using System.Text;

namespace InfraSpecs.Images.Loading;

/// <summary>The folders that /etc/ld.so.conf tells <c>ldconfig</c> to look into (ldconfig(8)).</summary>
internal static class LoaderConfiguration
{
    private const string Root = "/etc/ld.so.conf";
    private const int MostIncludes = 10;

    public static IReadOnlyList<string> Folders(ImageTree files)
    {
        List<string> folders = [];
        Read(files, Root, folders, 0);
        return folders;
    }

    private static void Read(ImageTree files, string path, List<string> folders, int depth)
    {
        if (depth > MostIncludes || files.Resolve(path)?.Content is not { } content) return;
        foreach (var line in Encoding.UTF8.GetString(content.Span).Split('\n'))
        {
            var words = line.Split('#')[0].Split([' ', '\t', '\r', ',', ':'], StringSplitOptions.RemoveEmptyEntries);
            if (words is ["include", .. var patterns]) patterns.SelectMany(it => Matching(files, path, it)).ToList().ForEach(it => Read(files, it, folders, depth + 1));
            else if (words is not ["hwcap", ..]) folders.AddRange(words.Where(it => it.StartsWith('/')));
        }
    }

    private static IEnumerable<string> Matching(ImageTree files, string path, string pattern)
    {
        var absolute = pattern.StartsWith('/') ? pattern : Paths.Folder(path) + "/" + pattern;
        return files.In(Paths.Folder(absolute)).Where(it => FileSystemName.MatchesSimpleExpression(Paths.Name(absolute), it.Name, ignoreCase: false)).Select(it => it.Path);
    }
}
