using System.Reflection;

namespace InfraSpecs.Visualizer;

/// <summary>The files of the page, which the program carries.</summary>
internal static class Page
{
    private static readonly Dictionary<string, Answer> Files = new()
    {
        ["/"] = Read("index.html", "text/html; charset=utf-8"),
        ["/page.css"] = Read("page.css", "text/css; charset=utf-8"),
        ["/page.js"] = Read("page.js", "text/javascript; charset=utf-8"),
        ["/icon.svg"] = Read("icon.svg", "image/svg+xml"),
    };

    /// <summary>The file of this path; null if there is none.</summary>
    public static Answer? At(string path) => Files.GetValueOrDefault(path);

    private static Answer Read(string name, string type)
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        var content = new byte[file.Length];
        file.ReadExactly(content);
        return new Answer("200 OK", type, content);
    }
}
